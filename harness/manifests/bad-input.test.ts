import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CodedError } from '../core/errors.ts';
import { loadManifests } from './load.ts';
import { setOf, writeManifests, yaml } from './testing/sets.ts';

const good = yaml('v1', 'ConfigMap', 'good');

async function refusalOf(root: string): Promise<CodedError> {
  const error = await loadManifests(root).catch((caught: unknown) => caught);
  if (!(error instanceof CodedError)) throw new Error('expected the set to be refused');
  return error;
}

/** Each problem as `file:line: message`, without the folder. */
const problemsOf = async (root: string): Promise<string[]> =>
  (await refusalOf(root)).details.map((line) => line.replace(/^.*?([^/]+\.(?:ya?ml|json):)/, '$1'));

test('texts that are not the usual ones are read: Windows, a mark in front, JSON, nothing', async () => {
  const root = await writeManifests({
    'a.yaml': `\uFEFF${good.replaceAll('\n', '\r\n')}`,
    'b.json': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } }, undefined, '\t'),
    'c.yaml': '',
    'd.yml': '---\n---\n# only a comment\n---\n',
    'e.yaml': 'apiVersion: v1\nkind: List\nitems: []\n',
  });
  expect((await loadManifests(root)).objects.map(({ object }) => object.metadata.name)).toEqual(['good', 'b']);
});

test('one file is a set too', async () => {
  const root = await writeManifests({ 'a.yaml': good, 'b.yaml': good });
  expect((await loadManifests(join(root, 'a.yaml'))).objects).toHaveLength(1);
});

test('Lists within Lists are taken apart, each object with its line', async () => {
  const inner = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: x}}\n';
  const set = await setOf(`kind: List\nitems:\n- ${inner.trimEnd().replaceAll('\n', '\n  ')}\n`);
  expect(set.objects.map(({ object, line }) => [object.kind, line])).toEqual([['Service', 6]]);
  expect(set.objects[0]?.at(['metadata', 'name'])).toEqual({ line: 6, column: 48 });
});

test('files that are no text are problems beside all others, never the end of the reading', async () => {
  const root = await writeManifests({ 'a.yaml': 'metadata: {}\n', 'z.yaml': good });
  await writeFile(join(root, 'b.yaml'), Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00]));
  await writeFile(join(root, 'c.yaml'), Buffer.from('a: 1\nb: \u00fc\n', 'latin1'));
  await symlink('/etc/hostname', join(root, 'd.yaml'));
  await symlink('nowhere.yaml', join(root, 'e.yaml'));
  await symlink('z.yaml', join(root, 'f.yaml'));
  await mkdir(join(root, 'folder.yaml'));
  expect(await problemsOf(root)).toEqual([
    'a.yaml:1: apiVersion and kind and metadata.name missing: every Kubernetes object needs it',
    expect.stringMatching(/^b\.yaml:1: not text/),
    expect.stringMatching(/^c\.yaml:2: not UTF-8/),
    'd.yaml:1: a symbolic link out of the project, to /etc/hostname: copy the file into the folder',
    expect.stringMatching(/^e\.yaml:1: can't be read: the target of the link/),
  ]);
});

test('problems of one file come in the order of its lines', async () => {
  const root = await writeManifests({ 'a.yaml': `kind: A\n---\nb: [\n---\n- c\n---\n${good}data: {A: *nowhere}\n` });
  const lines = (await problemsOf(root)).map((problem) => Number(problem.split(':')[1]));
  expect(lines).toEqual([1, 4, 5, 12]);
});

test('a name that is no text is named as such', async () => {
  const root = await writeManifests({ 'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 2024\n' });
  expect(await problemsOf(root)).toEqual(['a.yaml:4: metadata.name must be text: put 2024 into quotes']);
});

test('of very many problems the first are named, and the rest is counted', async () => {
  const root = await writeManifests({ 'a.yaml': 'kind: A\n---\n'.repeat(1000) });
  const { details, message } = await refusalOf(root);
  expect(message).toMatch(/^1000 problem/);
  expect([details.length, details.at(-1)]).toEqual([101, 'and 900 more']);
});
