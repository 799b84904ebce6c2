import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadManifests, nameOf } from '../../manifests/index.ts';
import { type SizedSet, sizeOf, writeCopies } from './copies.ts';
import { schemaArguments } from './kubeconform.ts';
import { median } from './race.ts';
import { failures, tableOf, timesOf } from './verdict.ts';

const SEED = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'manifests', 'dify');
const folder = () => mkdtemp(join(tmpdir(), 'bench-'));

test('copies have unique names, refer to their own objects, and share the namespace and the images', async () => {
  const set = await writeCopies(SEED, await folder(), 60);
  const { objects } = await loadManifests(set.folder);
  expect(objects).toHaveLength(set.objects);
  expect(new Set(objects.map(({ object }) => nameOf(object))).size).toBe(set.objects);
  const copy = await readFile(join(set.folder, '00002.yaml'), 'utf8');
  expect(copy).toContain('name: dify-2-api\n');
  expect(copy).toContain('http://dify-2-plugin-daemon.dify.svc.cluster.local:5002');
  expect(copy).toContain('image: langgenius/dify-api:');
  expect(copy).not.toMatch(/(?<!langgenius\/)\bdify-api/);
});

test('the size of a folder is that of its objects', async () => {
  const { objects } = await loadManifests(SEED);
  expect((await sizeOf(SEED)).objects).toBe(objects.length);
});

test('kubeconform gets a schema for each kind, with nothing left to look up', async () => {
  const place = await folder();
  const args = await schemaArguments(place, '1.34');
  const [release = ''] = await readdir(place);
  expect(args).toContain(release.replace('-standalone-strict', '').slice(1));
  const schema = await readFile(join(place, release, 'deployment-apps-v1.json'), 'utf8');
  expect(schema).not.toContain('$ref');
  expect(JSON.parse(schema).properties.spec).toMatchObject({
    type: ['object', 'null'],
    additionalProperties: false,
    properties: { replicas: { type: ['integer', 'null'] } },
    required: ['selector', 'template'],
  });
});

test('the median is the time in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

const set = (objects: number): SizedSet => ({ folder: '', objects, bytes: objects * 1000 });
const times = (ours: readonly number[], theirs: readonly number[]) =>
  timesOf(
    [22, 1022, 10_022].map(set).flatMap((of, index) => [
      { contender: 'lint', set: of, times: [ours[index] ?? 0] },
      { contender: 'kubeconform', set: of, times: [theirs[index] ?? 0] },
    ]),
    ['lint', 'kubeconform'],
  );

test('times within the limits are no failure, and are shown', () => {
  const good = times([500, 800, 3500], [50, 250, 2000]);
  expect(failures(good)).toEqual([]);
  expect(tableOf(good)).toMatch(/10022\s+10\.02\s+3\.50 s\s+2\.00 s\s+1\.75\s+0\.300/);
});

test.each([
  [[1100, 1400, 4100], 'the fixture set takes 1.10 s, not under 1 s'],
  [[500, 900, 4500], '10022 objects take 2.14 times'],
  [[500, 600, 2500], 'an object of 10022 takes 2.00 times as long as one of 1022'],
])('an exceeded limit is reported: %#', (ours, message) => {
  expect(failures(times(ours, [50, 250, 2100]))).toEqual([expect.stringContaining(message)]);
});
