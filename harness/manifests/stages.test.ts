import { expect, test } from 'vitest';
import { orderStages } from './stages.ts';
import { deployment, setOf, yaml } from './testing/sets.ts';

test('objects go into the deploy order, whatever the order of the files', async () => {
  const set = await setOf(
    yaml('networking.k8s.io/v1', 'Ingress', 'dify-api'),
    deployment('dify-sandbox'),
    deployment('dify-api'),
    yaml('v1', 'Service', 'dify-api'),
    yaml('v1', 'PersistentVolumeClaim', 'dify-api'),
    yaml('v1', 'Secret', 'dify-api'),
    yaml('v1', 'Namespace', 'dify'),
  );
  const stages = orderStages(set, ['dify-api']);
  expect(stages.map(({ id, objects }) => [id, objects.map(({ object }) => object.kind)])).toEqual([
    ['namespace', ['Namespace']],
    ['config', ['Secret']],
    ['storage', ['PersistentVolumeClaim']],
    ['core', ['Deployment', 'Service']],
    ['auxiliary', ['Deployment']],
    ['ingress', ['Ingress']],
  ]);
});

test('no object is lost: a kind that no stage lists is still applied', async () => {
  const set = await setOf(yaml('example.com/v1', 'Gadget', 'g'), yaml('batch/v1', 'Job', 'j'));
  const kinds = orderStages(set, []).flatMap(({ objects }) => objects.map(({ object }) => object.kind));
  expect(kinds).toEqual(['Gadget', 'Job']);
});
