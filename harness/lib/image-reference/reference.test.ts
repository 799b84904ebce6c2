import { expect, test } from 'vitest';
import { canonicalName, parseReference, pullCandidates } from './reference.ts';

test.each([
  ['redis', 'docker.io/library/redis:latest'],
  ['postgres:15', 'docker.io/library/postgres:15'],
  ['example/shop-api:1.11.4', 'docker.io/example/shop-api:1.11.4'],
  ['localhost/x:1', 'localhost/x:1'],
  ['127.0.0.1:5000/x', '127.0.0.1:5000/x:latest'],
  ['example.org/a/b/c:v1', 'example.org/a/b/c:v1'],
])('%s means %s', (text, full) => {
  expect(canonicalName(text)).toBe(full);
});

test('a digest needs no tag', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  expect(parseReference(`x@${digest}`)).toMatchObject({ tag: undefined, digest });
  expect(parseReference(`x:1@${digest}`)).toMatchObject({ tag: '1', digest });
});

test.each(['', 'a b', 'x:', '-/-:a:b', 'x@sha256:zz'])('"%s" is no reference', (text) => {
  expect(() => parseReference(text)).toThrow(expect.objectContaining({ code: 'IMAGE_REFERENCE_INVALID' }));
});

test('mirrors come first, and only for Docker Hub', () => {
  expect(pullCandidates('postgres:15', { mirrors: ['mirror.test/hub'], rewrite: {} }).map(({ name }) => name)).toEqual([
    'mirror.test/hub/library/postgres:15',
    'postgres:15',
  ]);
  expect(pullCandidates('example.org/x:1', { mirrors: ['mirror.test'], rewrite: {} })).toEqual([
    { registry: 'example.org', name: 'example.org/x:1' },
  ]);
});

test.each([
  ['postgres:15', 'r.test/hub/library/postgres:15', 'r.test'],
  ['langgenius/dify-api:1.11.4', 'r.test:5000/dify/dify-api:1.11.4', 'r.test:5000'],
  [`quay.io/a/b@sha256:${'0'.repeat(64)}`, `quay.io/a/b@sha256:${'0'.repeat(64)}`, 'quay.io'],
])('%s is pulled as %s, and under no other name', (text, name, registry) => {
  const rewrite = { 'docker.io/': 'r.test/hub/', 'docker.io/langgenius/': 'r.test:5000/dify/' };
  expect(pullCandidates(text, { mirrors: [], rewrite })).toEqual([{ registry, name }]);
});

test('a rewritten name is not looked for on mirrors of Docker Hub', () => {
  const rules = { mirrors: ['mirror.test'], rewrite: { 'docker.io/library/': 'r.test/' } };
  expect(pullCandidates('postgres:15', rules)).toEqual([{ registry: 'r.test', name: 'r.test/postgres:15' }]);
});
