import { expect, test } from 'vitest';
import { programsNamed } from '../../provision/exec/find.ts';
import { loadManifests } from '../load.ts';
import { yaml } from '../testing/sets.ts';
import { folderOf, only, placesOf } from './testing/render.ts';

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

const isInstalled = (await programsNamed('helm')).length > 0;

// Not counted as a test where there is nothing to test: what is said of helm rests on the program that prints, above.
if (!isInstalled) process.stderr.write('no helm is installed: its own rendering is not tested here\n');
const testInstalled = isInstalled ? test : () => undefined;

testInstalled('the installed helm does what is expected of it', async () => {
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
