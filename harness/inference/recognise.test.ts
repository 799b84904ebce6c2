import { describe, expect, test } from 'vitest';
import { recognise } from './recognise.ts';
import { container } from './testing/containers.ts';

const told = (more: Parameters<typeof container>[0]) => recognise(container(more))?.component;

describe('an image says what it is, wherever it comes from', () => {
  test.each([
    ['langgenius/dify-api:1.11.4', 'api'],
    ['registry.corp:5000/mirror/dify-api@sha256:00', 'api'],
    ['registry.corp/dify/api:main', 'api'],
    ['ghcr.io/x/langgenius-dify-web:1.0.0', 'web'],
    ['langgenius/dify-sandbox:0.2.12', 'sandbox'],
    ['langgenius/dify-agent-local-sandbox:1.16.0', 'local-sandbox'],
    ['langgenius/dify-agent-backend:1.16.0', 'agent-backend'],
    ['langgenius/dify-plugin-daemon:0.5.2-local', 'plugin-daemon'],
    ['ubuntu/squid:latest', 'ssrf-proxy'],
    ['pgvector/pgvector:pg16', 'pgvector'],
    ['bitnami/postgresql:15', 'postgres'],
    ['valkey/valkey:8', 'redis'],
    ['oliver006/redis_exporter:v1', undefined],
    ['opensearchproject/opensearch-dashboards:2', undefined],
    ['mirror/postgres/busybox:1', undefined],
  ])('%s is %s', (image, component) => expect(told({ image })).toBe(component));
});

describe('the API image is told apart by command, MODE and name', () => {
  const image = 'langgenius/dify-api:1.11.4';
  test.each([
    ['MODE worker', { env: { MODE: 'worker' } }, 'worker'],
    ['MODE beat', { env: { MODE: 'beat' } }, 'beat'],
    ['MODE api under any name', { env: { MODE: 'api' }, name: 'worker' }, 'api'],
    ['no MODE, the name of a worker', { name: 'dify-worker' }, 'worker'],
    ['a wrong MODE, the name of a worker', { name: 'dify-worker', env: { MODE: 'Worker' } }, 'worker'],
    ['a Celery worker', { command: ['celery', '-A', 'app.celery', 'worker'] }, 'worker'],
    ['a Celery scheduler', { args: ['celery -A app.celery beat'] }, 'beat'],
    ['a migration', { command: ['flask', 'upgrade-db'] }, undefined],
    ['a job', { env: { MODE: 'job' } }, undefined],
    [
      'the API of the editors',
      { name: 'api-websocket', env: { MODE: 'api', SERVER_WORKER_CLASS: 'geventwebsocket.gunicorn.workers.X' } },
      'api-websocket',
    ],
  ])('%s', (_, more, component) => expect(told({ image, ...more })).toBe(component));
});

describe('a renamed image is told by two kinds of signs', () => {
  const image = 'registry.corp/ai/core:2024';
  test.each([
    ['MODE and its variables', { env: { MODE: 'worker', SECRET_KEY: 'x', VECTOR_STORE: 'y' } }, 'worker'],
    ['name and port', { name: 'my-sandbox', ports: [8194] }, 'sandbox'],
    ['port and variables', { ports: [5002], env: { SERVER_KEY: 'x', DIFY_INNER_API_KEY: 'y' } }, 'plugin-daemon'],
    ['a port alone', { ports: [3000] }, undefined],
    ['a name alone', { name: 'api' }, undefined],
  ])('%s', (_, more, component) => expect(told({ image, name: 'x', ...more })).toBe(component));
});

test('init containers and Jobs are no parts', () => {
  const image = 'langgenius/dify-api:1.11.4';
  expect([told({ image, init: true }), told({ image, kind: 'Job' })]).toEqual([undefined, undefined]);
});
