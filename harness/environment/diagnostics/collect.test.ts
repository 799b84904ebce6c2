import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerSecrets } from '../../core/redact.ts';
import { collectDiagnostics } from './collect.ts';

/** Path of the API → answer; a number is a refusal with that code. */
let answers: Record<string, unknown>;
let asked: string[];
let server: Server;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diagnostics-'));
  answers = {};
  asked = [];
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(request.url ?? '');
    const answer = answers[path] ?? { items: [] };
    if (typeof answer === 'number') response.writeHead(answer, { 'content-type': 'application/json' });
    else response.writeHead(200, { 'content-type': typeof answer === 'string' ? 'text/plain' : 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(typeof answer === 'number' ? {} : answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function kubeconfig(port = (server.address() as AddressInfo).port): string {
  const cluster = { name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } };
  const context = { name: 'x', context: { cluster: 'c', user: 'u' } };
  const file = join(folder, 'kubeconfig');
  const users = [{ name: 'u', user: {} }];
  writeFileSync(file, JSON.stringify({ clusters: [cluster], contexts: [context], users, 'current-context': 'x' }));
  return file;
}

const collect = (...namespaces: string[]) =>
  collectDiagnostics({ kubeconfig: kubeconfig(), namespaces, dir: join(folder, 'new', 'out') });
const text = (name: string): string => readFileSync(join(folder, 'new', 'out', name), 'utf8');
const container = (name: string, restartCount: number, state: object) => ({
  ...{ name, restartCount, ready: false, image: 'i', imageID: 'i' },
  state,
});
const crashing = {
  metadata: { name: 'api-1' },
  spec: { containers: [{ name: 'api', env: [{ name: 'TOKEN', value: 'a-literal-secret-value' }] }] },
  status: {
    phase: 'Running',
    initContainerStatuses: [container('migrate', 0, { terminated: { exitCode: 0, reason: 'Completed' } })],
    containerStatuses: [container('api', 3, { waiting: { reason: 'CrashLoopBackOff' } })],
  },
};
const logs = '/api/v1/namespaces/dify/pods/api-1/log';

describe('what is kept of a namespace', () => {
  beforeEach(() => {
    answers['/api/v1/namespaces/dify/pods'] = { items: [crashing] };
    answers[logs] = 'connecting with geheim-geheim\n';
  });

  test('the reason why a pod is not ready stands in its line', async () => {
    await collect('dify');
    expect(text('dify-pods.txt')).toBe('api-1\t0/1\tRunning\trestarts 3\tCrashLoopBackOff');
  });

  test('logs of every container: of its former life too, and of those that ran before it', async () => {
    expect(await collect('dify')).toEqual(
      expect.arrayContaining(['dify-api-1-api.log', 'dify-api-1-api.previous.log', 'dify-api-1-migrate.log']),
    );
    expect(asked.filter((url) => url.startsWith(logs) && url.includes('previous=true'))).toHaveLength(1);
    expect(asked.filter((url) => url.startsWith(logs)).every((url) => url.includes('tailLines='))).toBe(true);
  });

  test('events, oldest first', async () => {
    const event = (reason: string, lastTimestamp: string) => ({
      ...{ type: 'Warning', reason, lastTimestamp, message: 'm', metadata: {} },
      involvedObject: { kind: 'Pod', name: 'api-1' },
    });
    answers['/api/v1/namespaces/dify/events'] = {
      items: [event('BackOff', '2026-01-01T00:00:09Z'), event('Pulled', '2026-01-01T00:00:01Z')],
    };
    await collect('dify');
    expect(
      text('dify-events.txt')
        .split('\n')
        .map((line) => line.split('\t')[2]),
    ).toEqual(['Pulled', 'BackOff']);
  });

  test('no secret: neither in logs nor in objects, and Secrets are not even asked for', async () => {
    registerSecrets(['geheim-geheim', 'a-literal-secret-value']);
    const files = await collect('dify');
    const all = files.map(text).join('\n');
    expect(all).toContain('connecting with [redacted]');
    expect(all).not.toMatch(/geheim-geheim|a-literal-secret-value/);
    expect(asked.filter((url) => url.includes('secrets'))).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('is a line, and the rest is still kept', async () => {
    answers['/api/v1/namespaces/dify/events'] = 403;
    const files = await collect('dify');
    expect(text('problems.txt')).toMatch(/dify-events\.txt: .*403/s);
    expect(files).toContain('dify-services.yaml');
  });

  test('in one namespace does not cut short the others', async () => {
    answers['/api/v1/namespaces/dify/pods'] = 500;
    answers['/api/v1/namespaces/kube-system/pods'] = { items: [crashing] };
    answers['/api/v1/namespaces/kube-system/pods/api-1/log'] = 'a line\n';
    const files = await collect('dify', 'kube-system');
    expect(files).toEqual(expect.arrayContaining(['kube-system-api-1-api.log', 'kube-system-ingresses.yaml']));
    expect(text('problems.txt')).toContain('dify');
  });

  test('does not keep the events of the same namespace from being kept', async () => {
    answers['/api/v1/namespaces/dify/pods'] = 500;
    expect(await collect('dify')).toContain('dify-events.txt');
  });

  test('is no exception when there is no cluster at all', async () => {
    const missing = { kubeconfig: '/nowhere/kubeconfig', namespaces: ['dify'], dir: join(folder, 'new', 'out') };
    expect(await collectDiagnostics(missing)).toEqual(['problems.txt']);
    expect(text('problems.txt')).toContain('ENOENT');
  });
});
