import { expect, test } from 'vitest';
import { CodedError } from '../core/errors.ts';
import { nameOf } from '../lib/kube-objects/index.ts';
import { loadManifests } from './load.ts';
import { setOf, writeManifests, yaml } from './testing/sets.ts';

async function problemsOf(files: Record<string, string>): Promise<{ code: string; details: readonly string[] }> {
  const error = await loadManifests(await writeManifests(files)).catch((caught: unknown) => caught);
  if (!(error instanceof CodedError)) throw new Error('expected the set to be refused');
  return { code: error.code, details: error.details.map((line) => line.replace(/^.*\//, '')) };
}

test('objects come in the order of the files and of their documents, each with its line', async () => {
  const root = await writeManifests({
    '20-b.yaml': yaml('v1', 'Service', 'later'),
    '10-a.yaml': `# comment\n---\n${yaml('v1', 'ConfigMap', 'one')}---\n\n${yaml('v1', 'ConfigMap', 'two')}`,
    'README.md': 'not: [a manifest',
  });
  const set = await loadManifests(root);
  expect(set.objects.map(({ object, line }) => `${nameOf(object)}@${line}`)).toEqual([
    'ConfigMap dify/one@3',
    'ConfigMap dify/two@10',
    'Service dify/later@1',
  ]);
});

test('every problem of every file is named at once, with file and line', async () => {
  const { code, details } = await problemsOf({
    'a.yaml': 'apiVersion: v1\nkind: [Service\n',
    'b.yaml': 'kind: ConfigMap\nmetadata:\n  name: x\n---\napiVersion: v1\nmetadata: {}\n',
    'c.yaml': '- a list\n',
  });
  expect(code).toBe('MANIFESTS_UNREADABLE');
  expect(details[0]).toMatch(/^a\.yaml:\d+: not YAML/);
  expect(details).toContain('b.yaml:1: apiVersion missing: every Kubernetes object needs it');
  expect(details).toContain('b.yaml:5: kind and metadata.name missing: every Kubernetes object needs it');
  expect(details.at(-1)).toMatch(/^c\.yaml:1: not a Kubernetes object/);
});

test('of a key that is there twice the last one wins, and both places are known', async () => {
  const [entry] = (await setOf(`${yaml('v1', 'ConfigMap', 'x')}data:\n  A: "1"\n  A: "2"\n`)).objects;
  expect(entry?.object.data).toEqual({ A: '2' });
  expect(entry?.duplicates).toEqual([{ path: ['data', 'A'], hidden: { line: 7, column: 3 } }]);
  expect(entry?.at(['data', 'A'])).toEqual({ line: 8, column: 3 });
});

test('sub-folders are read, hidden ones and sets of their own are not', async () => {
  const root = await writeManifests({
    'a.yaml': yaml('v1', 'ConfigMap', 'top'),
    'api/b.yaml': yaml('v1', 'ConfigMap', 'below'),
    '.git/c.yaml': yaml('v1', 'ConfigMap', 'hidden'),
    'chart/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n',
    'chart/d.yaml': yaml('v1', 'ConfigMap', 'of-the-chart'),
  });
  const { objects, beside = [] } = await loadManifests(root);
  expect(objects.map(({ object }) => object.metadata.name)).toEqual(['top', 'below']);
  expect(beside.map(({ message }) => message)).toEqual([expect.stringMatching(/^is a Helm chart: lint it by itself/)]);
});

test('a second copy of the set is named, and the first one is read', async () => {
  const pieces = ['a', 'b', 'c'].map((name) => yaml('v1', 'ConfigMap', name));
  const root = await writeManifests({
    'all.yaml': pieces.join('---\n'),
    ...Object.fromEntries(pieces.map((text, index) => [`pieces/${index}.yaml`, text])),
  });
  const { objects, beside } = await loadManifests(root);
  expect([objects.length, beside]).toMatchObject([
    3,
    [{ message: expect.stringMatching(/^holds the same objects as .*all\.yaml/) }],
  ]);
});

test.each([
  ['compose.yaml', 'services: { api: { image: x } }\n', /Compose file: pass it with --compose/],
  ['values.yaml', 'api: { replicas: 1 }\n', /values of a Helm chart: pass it with --values/],
  ['patch.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { replicas: 2 }\n', /is a patch/],
  ['p.yaml', '- { op: replace, path: /spec/replicas, value: 2 }\n', /JSON patch/],
  ['00-assert.yaml', 'apiVersion: kuttl.dev/v1beta1\nkind: TestAssert\n', /test of kuttl/],
  ['t.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n', /template of a Helm chart/],
  [
    'u.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "{{ .Release.Name }}" }\n',
    /template of a Helm chart/,
  ],
  ['config.yaml', 'app: { port: 8194 }\n', /is no manifest/],
  ['broken.json', '{ "a": [', /is no manifest/],
])('%s beside the set is named, and the rest is read', async (name, text, message) => {
  const root = await writeManifests({ 'a.yaml': yaml('v1', 'ConfigMap', 'x'), [name]: text });
  const { objects, beside } = await loadManifests(root);
  expect([objects.length, beside?.map((one) => one.message)]).toEqual([1, [expect.stringMatching(message)]]);
  const alone = await problemsOf({ [name]: text });
  expect(alone).toMatchObject({ code: 'MANIFESTS_EMPTY', details: [expect.stringMatching(message)] });
});

test('an alias without an anchor is no YAML', async () => {
  const { details } = await problemsOf({ 'a.yaml': `${yaml('v1', 'ConfigMap', 'x')}data: *nowhere\n` });
  expect(details).toEqual([expect.stringMatching(/^a\.yaml:\d: not YAML: /)]);
});

test('scalars are read as kubectl reads them: "on" is true, a date and a time stay text', async () => {
  const set = await setOf(yaml('v1', 'X', 'x', 'spec: { a: on, b: 0644, c: 2024-01-02, d: 12:30 }\n'));
  expect(set.objects[0]?.object.spec).toEqual({ a: true, b: 420, c: '2024-01-02', d: '12:30' });
});

test('a List is taken apart', async () => {
  const items = yaml('v1', 'ConfigMap', 'inner').replace(/^/gm, '    ').replace('    ', '  - ').trimEnd();
  const set = await setOf(`apiVersion: v1\nkind: List\nitems:\n${items}\n`);
  expect(set.objects.map(({ object, line }) => [object.metadata.name, line])).toEqual([['inner', 4]]);
});

test('the digest changes with the text and not with the folder', async () => {
  const digest = async (value: string) =>
    (await setOf(yaml('v1', 'ConfigMap', 'x', `data: { A: "${value}" }\n`))).digest;
  expect(await digest('1')).toBe(await digest('1'));
  expect(await digest('1')).not.toBe(await digest('2'));
});

test('no folder and an empty one are refused, each in its own way', async () => {
  await expect(loadManifests('/nonexistent/manifests')).rejects.toMatchObject({ code: 'MANIFESTS_NOT_FOUND' });
  await expect(loadManifests(await writeManifests({}))).rejects.toMatchObject({ code: 'MANIFESTS_EMPTY' });
});

test('at gives the place of a field, and of its nearest ancestor when there is none', async () => {
  const [entry] = (await setOf(yaml('v1', 'ConfigMap', 'x', 'data:\n  A: "1"\n  B: "2"\n'))).objects;
  expect(entry?.at(['data', 'B'])).toEqual({ line: 8, column: 3 });
  expect(entry?.at(['data', 'C', 'deep'])).toEqual({ line: 6, column: 1 });
});
