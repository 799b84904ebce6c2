import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { programsNamed } from '../../provision/exec/find.ts';
import { loadManifests } from '../load.ts';
import { yaml } from '../testing/sets.ts';
import { folderOf, only, placesOf } from './testing/render.ts';

const BASE = `# comment\n${yaml('v1', 'ConfigMap', 'one')}data:\n  B: 'two'\n---\n${yaml('v1', 'ConfigMap', 'two')}`;

/** Says the origins only when it is asked for them, as kustomize does. */
const kustomize = (root: string) =>
  `if grep -q originAnnotations "$2/kustomization.yaml"; then cat ${root}/origins; else cat ${root}/rendered; fi`;

test('a kustomization is rendered, and its objects are in the files that they were in', async () => {
  const root = await folderOf({
    'kustomization.yaml': 'resources: [base.yaml]\n',
    'base.yaml': BASE,
    rendered: `${yaml('v1', 'ConfigMap', 'one', 'data:\n  A: "1"\n  B: two\n')}---\n${yaml('v1', 'Secret', 'made')}`,
  });
  const asked = yaml('v1', 'ConfigMap', 'one').replace(
    'metadata:',
    `metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      path: ${root}/base.yaml\n`,
  );
  await writeFile(join(root, 'origins'), asked);
  const set = await loadManifests(root, { env: await only('kustomize', kustomize(root)) });
  expect(placesOf(set)).toEqual(['ConfigMap dify/one@base.yaml:2', `Secret dify/made@${root} (rendered):10`]);
  expect(set.objects[0]?.object.metadata.annotations).toBeUndefined();
  expect(['A', 'B'].map((key) => set.objects[0]?.at(['data', key]).line)).toEqual([7, 8]);
});

test('a generated ConfigMap is where its name is in the kustomization', async () => {
  const root = await folderOf({
    'kustomization.yaml': 'configMapGenerator:\n  - name: other\n  - name: config\n    literals: [A=1]\n',
    rendered: yaml('v1', 'ConfigMap', 'config-6b56fdfggc', 'data:\n  A: "1"\n'),
  });
  const asked = yaml('v1', 'ConfigMap', 'config-6b56fdfggc').replace(
    'metadata:',
    `metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      configuredIn: ${root}/kustomization.yaml\n`,
  );
  await writeFile(join(root, 'origins'), asked);
  const set = await loadManifests(root, { env: await only('kustomize', kustomize(root)) });
  expect(placesOf(set)).toEqual(['ConfigMap dify/config-6b56fdfggc@kustomization.yaml:3']);
});

test('an entry under images that changes nothing is said', async () => {
  const root = await folderOf({
    'kustomization.yaml': `images:
  - { name: team/api, newName: registry.corp:5000/team/api }
  - { name: team/web, newTag: '2' }
  - { name: team/wab, newTag: '2' }
  - { name: nginx, newName: mirror/nginx }
`,
    rendered: ['registry.corp:5000/team/api:1', 'team/web:2', 'nginx:1']
      .map((image, index) => yaml('v1', 'Pod', `p${index}`, `spec: { containers: [{ name: c, image: "${image}" }] }\n`))
      .join('---\n'),
  });
  await writeFile(join(root, 'origins'), '');
  const { beside = [] } = await loadManifests(root, { env: await only('kustomize', kustomize(root)) });
  expect(beside.map(({ file, message }) => [basename(file), message])).toEqual([
    ['kustomization.yaml', 'changes the image team/wab, which none of its resources names'],
    ['kustomization.yaml', 'changes the image nginx, which none of its resources names'],
  ]);
});

test('kubectl renders a kustomization where kustomize is not installed', async () => {
  const root = await folderOf({ 'kustomization.yml': '', rendered: yaml('v1', 'ConfigMap', 'one') });
  const script = `[ "$1" = kustomize ] && cat ${root}/rendered`;
  expect(placesOf(await loadManifests(root, { env: await only('kubectl', script) }))).toHaveLength(1);
});

const isInstalled = (await programsNamed('kustomize')).length > 0;

// Not counted as a test where there is nothing to test: what is said of kustomize rests on the program that prints, above.
if (!isInstalled) process.stderr.write('no kustomize is installed: its own rendering is not tested here\n');
const testInstalled = isInstalled ? test : () => undefined;

testInstalled('the installed kustomize does what is expected of it', async () => {
  const root = await folderOf({ 'kustomization.yaml': 'resources: [base.yaml]\nnamePrefix: a-\n', 'base.yaml': BASE });
  expect(placesOf(await loadManifests(root)).sort()).toEqual([
    'ConfigMap dify/a-one@base.yaml:2',
    'ConfigMap dify/a-two@base.yaml:10',
  ]);
});
