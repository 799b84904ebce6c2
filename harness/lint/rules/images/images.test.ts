import { describe, expect, test } from 'vitest';
import { readImage, versionOf } from '../../facts/images/images.ts';
import { deploymentText, documents } from '../../testing/example-text.ts';
import { messages, saying } from '../../testing/saying.ts';
import { images } from './index.ts';

test.each([
  ['my-docker-registry/dify-api:custom-v1', 'placeholder'],
  ['registry.corp/dify-api:custom-v1', 'placeholder'],
  ['<registry>/dify-api:1.11.4', 'placeholder'],
  ['your-registry/dify-api:1.11.4', 'placeholder'],
  ['registry.example.com/dify-api:1.11.4', 'placeholder'],
  ['myregistry/dify-api:1.11.4', 'placeholder'],
  ['dify-api:CHANGEME', 'placeholder'],
  ['${REGISTRY}/dify-api:1.11.4', 'symbolic'],
  ['langgenius/dify-api', 'floating'],
  ['langgenius/dify-api:latest', 'floating'],
  ['localhost:5000/dify-api', 'floating'],
  ['https://docker.io/dify-api:1', 'malformed'],
  ['Langgenius/dify-api:1.11.4', 'malformed'],
  ['langgenius/dify-api:1.11.4', undefined],
  ['registry.corp:5000/team/dify-api:1.11.4-build.7', undefined],
  [`langgenius/dify-api@sha256:${'a'.repeat(64)}`, undefined],
  [`langgenius/dify-api:latest@sha256:${'a'.repeat(64)}`, undefined],
  ['myriad/registry-ui:2.1', undefined],
  ['ubuntu/squid:5.2-22.04_beta', undefined],
])('%s is %s', (text, fault) => {
  const read = readImage(text);
  expect('fault' in read ? read.fault : undefined).toBe(fault);
});

test.each([
  ['1.11.4', '1.11.4'],
  ['v1.11.4', '1.11.4'],
  ['1.11.4-fix2', '1.11.4'],
  ['0.5.2-local', '0.5.2'],
  ['1.11', undefined],
  ['1.11.4.1', undefined],
  ['build-77', undefined],
])('the tag %s has version %s', (tag, version) => {
  expect(versionOf({ registry: 'docker.io', repository: 'x', tag, digest: undefined })).toBe(version);
});

describe('one fault is one finding', () => {
  const pair = (api: string, worker: string) =>
    documents(deploymentText('dify-api', { image: api }), deploymentText('dify-worker', { image: worker }));
  const digest = `@sha256:${'a'.repeat(64)}`;

  test.each([
    ['langgenius/dify-api:1.11.4', 'langgenius/dify-api:1.11.4', []],
    ['langgenius/dify-api:1.11.4', 'langgenius/dify-api:1.11.3', ['api-worker-image-differs@23']],
    ['langgenius/dify-api:1.11.4', 'your-registry/dify-api:custom-v1', ['image-placeholder@23']],
    ['langgenius/dify-api:1.11.4', 'langgenius/dify-api', ['image-tag-floating@23']],
    ['langgenius/dify-api:1.12.0', 'langgenius/dify-api:1.12.0', ['image-version-differs@11']],
    [`langgenius/dify-api${digest}`, `langgenius/dify-api${digest}`, []],
  ])('%s and %s', async (api, worker, expected) => {
    expect(await saying(images, pair(api, worker))).toEqual(expected);
  });

  test('web of another release is reported once, whatever Compose has', async () => {
    const manifests = deploymentText('dify-web', { image: 'langgenius/dify-web:1.11.3' });
    const compose = 'services:\n  web:\n    image: langgenius/dify-web:1.11.4\n';
    expect(await saying(images, { manifests, compose })).toEqual(['image-version-differs@11']);
  });

  test.each([
    ['langgenius/dify-sandbox:0.2.12', []],
    ['mirror.corp/langgenius/dify-sandbox:0.2.12', []],
    ['langgenius/dify-sandbox:0.2.10', ['image-differs-from-compose@11']],
    ['${REGISTRY}/dify-sandbox:0.2.12', []],
    ['langgenius/dify-sandbox:latest', []],
  ])('the sandbox is %s in Compose', async (inCompose, expected) => {
    const manifests = deploymentText('dify-sandbox', { image: 'langgenius/dify-sandbox:0.2.12' });
    const compose = `services:\n  sandbox:\n    image: ${inCompose}\n`;
    expect(await saying(images, { manifests, compose })).toEqual(expected);
  });

  test('a tag without a version gives no finding', async () => {
    expect(await messages(images, pair('corp/dify-api:build-7', 'corp/dify-api:build-7'))).toEqual([]);
  });
});
