import { expect, test } from 'vitest';
import { writeManifests } from '../manifests/testing/sets.ts';
import { RULES } from './catalogue.ts';
import { causesOf } from './causes.ts';
import { formatNamed } from './formats/index.ts';
import type { LintJson } from './formats/json.ts';
import type { Finding } from './judgement.ts';
import { type LintResult, lintSet } from './lint-set.ts';
import { givesWay, RANKED_RULES } from './precedence.ts';
import { STAGED_RULES } from './stages.ts';
import { countsOf } from './summary.ts';
import { judged, withExceptions } from './testing/judged.ts';

const ids = RULES.map(({ id }) => id);

test('the tables of stages and precedence name rules that there are', () => {
  expect([...STAGED_RULES, ...RANKED_RULES].filter((id) => !ids.includes(id))).toEqual([]);
});

test('no two rules give way to each other', () => {
  const both = RANKED_RULES.flatMap((a) => RANKED_RULES.map((b) => [a, b] as const)).filter(
    ([a, b]) => givesWay(a, b) && givesWay(b, a),
  );
  expect(both).toEqual([]);
});

const KEYS = Array.from({ length: 128 }, (_, index) => `SERVICE_${index}_PASSWORD`);
const MANY_SECRETS = {
  'config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: shared, namespace: dify }
data:
${KEYS.map((key) => `  ${key}: mR7vq2Lw9xTz4Kp8Nd3h`).join('\n')}
`,
};
const RULE = 'sensitive-value-exposed';

test('128 secrets in one ConfigMap are one finding, with every place in JSON and SARIF', async () => {
  const result = await judged(MANY_SECRETS, { rules: [RULE] });
  expect(countsOf(result.judgement)).toMatchObject({ findings: 1, places: 128, mandatory: 1 });
  const text = (await formatNamed('text'))(result, { colour: false, version: '0' });
  expect(text.split('\n').length).toBeLessThan(24);
  expect(text).toContain('SERVICE_0_PASSWORD is in a ConfigMap; likewise SERVICE_1_PASSWORD');
  const json = JSON.parse((await formatNamed('json'))(result, { colour: false, version: '0' })) as LintJson;
  expect(json.findings[0]?.places).toHaveLength(128);
  expect(new Set(json.findings[0]?.places.map(({ fingerprint }) => fingerprint)).size).toBe(128);
  const sarif = JSON.parse((await formatNamed('sarif'))(result, { colour: false, version: '0' }));
  expect(sarif.runs[0].results[0].relatedLocations).toHaveLength(127);
});

test('the fingerprint stays while some of the places are fixed', async () => {
  const fewer = { 'config.yaml': MANY_SECRETS['config.yaml'].replace(/ {2}SERVICE_0_.*\n/, '') };
  const [all, rest] = await Promise.all([MANY_SECRETS, fewer].map((files) => judged(files, { rules: [RULE] })));
  const [one] = causesOf(all?.judgement.findings ?? []);
  const [other] = causesOf(rest?.judgement.findings ?? []);
  expect(other?.places).toHaveLength(127);
  expect(other?.fingerprint).toBe(one?.fingerprint);
});

const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: dify }
spec:
  containers: [{ name: app, image: 'example:1', env: [{ name: A, valueFrom: { secretKeyRef: { name: no, key: A } } }] }]
`;

test('an exception for one place leaves the others', async () => {
  const files = { 'pods.yaml': ['one', 'two', 'three'].map(pod).join('---\n') };
  const exception = { rule: 'secret-missing', reason: 'made by hand', owner: 'Platform', expires: '2026-06-30' };
  const config = withExceptions([{ ...exception, object: 'Pod dify/two' }]);
  const { judgement } = await judged(files, { rules: ['secret-missing'], config });
  const [cause] = causesOf(judgement.findings);
  expect(cause?.places.map(({ at }) => at.object)).toEqual(['Pod dify/one', 'Pod dify/three']);
  expect(countsOf(judgement)).toMatchObject({ findings: 1, places: 2, excepted: 1 });
});

const finding = (id: string, severity: Finding['severity'], field = 'data.A'): Finding => {
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  const at = { file: 'a.yaml', position: { line: 1, column: 1 }, object: 'ConfigMap dify/a', field };
  return {
    rule,
    severity,
    at,
    message: `${id} at ${field}`,
    cause: '',
    remedy: '',
    related: [],
    proof: undefined,
    fingerprint: id,
  };
};

test('of two rules for one place the more telling one stays, with the weight of both', () => {
  const [cause, ...others] = causesOf([
    finding('variable-value-differs', 'mandatory'),
    finding('placeholder-domain', 'recommended'),
  ]);
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ severity: 'mandatory', lead: { rule: { id: 'placeholder-domain' } } });
  expect(cause?.also.map(({ rule }) => rule.id)).toEqual(['variable-value-differs']);
});

test('at different places both stay', () => {
  const all = [finding('variable-value-differs', 'mandatory'), finding('placeholder-domain', 'mandatory', 'data.B')];
  expect(causesOf(all)).toHaveLength(2);
});

test('what breaks first comes first', () => {
  const order = [
    'secret-weak',
    'pvc-unused',
    'route-misrouted',
    'pvc-rolling-update',
    'service-missing',
    'image-placeholder',
    'field-invalid',
  ].map((id, index) => finding(id, id === 'pvc-unused' ? 'informational' : 'mandatory', `data.${index}`));
  expect(causesOf(order).map(({ stage }) => stage)).toEqual([
    ...['apply', 'start', 'connect', 'request', 'data', 'security', 'hygiene'],
  ]);
});

const LITERALS = {
  'pod.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: dify }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: example:latest
          env:
            - { name: DB_PASSWORD, value: mR7vq2Lw9xTz4Kp8Nd3h }
            - { name: REDIS_PASSWORD, value: pX3nV8sQ1kLw7Bt5Yc2m }
`,
};

test('the places of one object are told by what differs, not by their numbers', async () => {
  const result = await judged(LITERALS, { rules: [RULE] });
  const text = (await formatNamed('text'))(result, { colour: false, version: '0' });
  expect(text).toContain('DB_PASSWORD is in a literal value; likewise REDIS_PASSWORD');
});

test('what only a config can promise weighs less without one', async () => {
  const rules = ['image-tag-floating', RULE];
  const manifests = await writeManifests(LITERALS);
  const severities = ({ judgement }: LintResult) => judgement.findings.map((one) => `${one.rule.id} ${one.severity}`);
  expect(severities(await judged(LITERALS, { rules }))).toContain('image-tag-floating mandatory');
  const alone = severities(await lintSet({ manifests, rules, today: '2026-01-01' }));
  expect(alone).toEqual(['image-tag-floating recommended', `${RULE} mandatory`, `${RULE} mandatory`]);
});
