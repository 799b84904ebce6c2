import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { programsNamed } from '../exec/find.ts';
import { loadManifests } from './load.ts';
import { yaml } from './testing.ts';
import { type ManifestSet, nameOf } from './types.ts';

/** Writes files, with their folders, into a fresh one. */
async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'render-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** @returns an environment in which there is nothing but one program, a shell script. */
async function only(program: string, script: string): Promise<{ PATH: string }> {
  const path = await folderOf({ [program]: `#!/bin/sh\n${script}\n` });
  await chmod(join(path, program), 0o755);
  return { PATH: path };
}

const NOTHING = { PATH: '/nonexistent' };

/** `Deployment dify/dify-api@templates/api.yaml:2`. */
const placesOf = (set: ManifestSet): string[] =>
  set.objects.map(({ object, file, line }) => `${nameOf(object)}@${file.replace(`${set.root}/`, '')}:${line}`);

const TEMPLATE = `{{- if .Values.api }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-api
  labels:
    {{- include "labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.api.replicas }}
  template:
    metadata:
      labels: { app: dify-api }
    spec:
      containers:
        - name: api
          image: {{ .Values.api.image | quote }}
          env:
            - name: MODE
              value: api
            - name: LOG
              value: INFO
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-api
{{- end }}
`;

const RENDERED = `---
# Source: dify/templates/api.yaml
apiVersion: v1
kind: Service
metadata:
  name: dify-api
---
# Source: dify/templates/api.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: dify-api
  labels:
    app.kubernetes.io/name: dify
spec:
  replicas: 2
  template:
    metadata:
      labels: { app: dify-api }
    spec:
      containers:
        - name: api
          image: "dify-api:1.0"
          env:
            - name: MODE
              value: api
            - name: LOG
              value: INFO
---
# Source: dify/charts/redis/templates/packed.yaml
apiVersion: v1
kind: Secret
metadata:
  name: redis
  namespace: cache
`;

const CHART = { 'Chart.yaml': 'name: dify\nversion: 1.0.0\n', 'templates/api.yaml': TEMPLATE };

test('a chart is rendered for its namespace, and its objects are in the templates that they come from', async () => {
  const root = await folderOf({ ...CHART, rendered: RENDERED });
  const set = await loadManifests(root, { namespace: 'dify', env: await only('helm', `cat ${root}/rendered`) });
  expect(placesOf(set)).toEqual([
    'Service dify/dify-api@templates/api.yaml:23',
    'Deployment dify/dify-api@templates/api.yaml:2',
    'Secret cache/redis@charts/redis/templates/packed.yaml:1',
  ]);
});

test.each([
  [['spec', 'replicas'], 9],
  [['metadata', 'name'], 5],
  [['metadata', 'labels', 'app.kubernetes.io/name'], 6],
  [['spec', 'template', 'spec', 'containers', 0, 'image'], 16],
  [['spec', 'template', 'spec', 'containers', 0, 'env', 1, 'value'], 21],
  [['spec', 'template', 'spec', 'containers', 0, 'env', 7], 17],
])('a rendered field is found in its template, or what it is below of: %j', async (path, line) => {
  const root = await folderOf({ ...CHART, rendered: RENDERED });
  const set = await loadManifests(root, { env: await only('helm', `cat ${root}/rendered`) });
  expect(set.objects[1]?.at(path).line).toBe(line);
});

test('helm is called for a release with the name of the chart, without a network and without a cluster', async () => {
  const root = await folderOf(CHART);
  const say = `${yaml('v1', 'ConfigMap', 'said')}data:\n  args: "$*"\n  proxy: "$HTTPS_PROXY"\n  cluster: "$KUBECONFIG"\n`;
  const options = { namespace: 'dify', values: [`${root}/a.yaml`, `${root}/b.yaml`] };
  const set = await loadManifests(root, { ...options, env: await only('helm', `cat <<END\n${say}END`) });
  expect(set.objects[0]?.object.data).toEqual({
    args: `template dify ${root} --include-crds --skip-tests --namespace dify --values ${root}/a.yaml --values ${root}/b.yaml`,
    proxy: 'http://127.0.0.1:9',
    cluster: '/dev/null',
  });
});

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

test('kubectl renders a kustomization where kustomize is not installed', async () => {
  const root = await folderOf({ 'kustomization.yml': '', rendered: yaml('v1', 'ConfigMap', 'one') });
  const script = `[ "$1" = kustomize ] && cat ${root}/rendered`;
  expect(placesOf(await loadManifests(root, { env: await only('kubectl', script) }))).toHaveLength(1);
});

test('the digest is that of what was rendered', async () => {
  const root = await folderOf(CHART);
  const digest = async (value: string) => {
    const text = yaml('v1', 'ConfigMap', 'one', `data: { A: "${value}" }\n`);
    return (await loadManifests(root, { env: await only('helm', `cat <<'END'\n${text}END`) })).digest;
  };
  expect(await digest('1')).toBe(await digest('1'));
  expect(await digest('1')).not.toBe(await digest('2'));
});

test('without the program it is said what to install, and what to type elsewhere', async () => {
  const chart = await loadManifests(await folderOf(CHART), { env: NOTHING }).catch((error: unknown) => error);
  expect(chart).toMatchObject({
    code: 'RENDERER_MISSING',
    hint: expect.stringMatching(/helm template dify \S+ .*> rendered\/all\.yaml$/),
  });
  const overlay = await folderOf({ Kustomization: '' });
  await expect(loadManifests(overlay, { env: NOTHING })).rejects.toMatchObject({
    code: 'RENDERER_MISSING',
    message: expect.stringContaining('kustomize or kubectl is not installed'),
  });
});

test("a chart that can't be rendered is an error of the user, in the program's own words", async () => {
  const env = await only('helm', 'echo "Error: missing in charts/ directory: redis" >&2; exit 1');
  await expect(loadManifests(await folderOf(CHART), { env })).rejects.toMatchObject({
    code: 'RENDER_FAILED',
    details: expect.arrayContaining(['Error: missing in charts/ directory: redis']),
    hint: expect.stringContaining('helm template dify'),
  });
});

test('what is rendered to nothing, to no YAML, or from two things at once is refused', async () => {
  const root = await folderOf(CHART);
  const rendered = async (text: string) => loadManifests(root, { env: await only('helm', `printf '${text}'`) });
  await expect(rendered('# nothing')).rejects.toMatchObject({ code: 'MANIFESTS_EMPTY' });
  await expect(rendered('a: 1\\nb: [')).rejects.toMatchObject({
    code: 'MANIFESTS_UNREADABLE',
    details: [expect.stringMatching(/ \(rendered\):2: not YAML/)],
  });
  const both = await folderOf({ ...CHART, 'kustomization.yaml': '' });
  await expect(loadManifests(both)).rejects.toMatchObject({ code: 'MANIFESTS_AMBIGUOUS' });
});

const real = await Promise.all(['helm', 'kustomize'].map(async (name) => (await programsNamed(name)).length > 0));

test.skipIf(!real[0])('the installed helm does what is expected of it', async () => {
  const root = await folderOf({
    ...CHART,
    'templates/_labels.tpl': '{{ define "labels" }}app: x{{ end }}',
    'values.yaml': 'api: { replicas: 2, image: "dify-api:1.0" }\n',
  });
  const set = await loadManifests(root, { namespace: 'dify' });
  expect(placesOf(set).sort()).toEqual([
    'Deployment dify/dify-api@templates/api.yaml:2',
    'Service dify/dify-api@templates/api.yaml:23',
  ]);
});

test.skipIf(!real[1])('the installed kustomize does what is expected of it', async () => {
  const root = await folderOf({ 'kustomization.yaml': 'resources: [base.yaml]\nnamePrefix: a-\n', 'base.yaml': BASE });
  expect(placesOf(await loadManifests(root)).sort()).toEqual([
    'ConfigMap dify/a-one@base.yaml:2',
    'ConfigMap dify/a-two@base.yaml:10',
  ]);
});
