import { expect, test } from 'vitest';
import { loadManifests } from './load.ts';
import { placeIn } from './placed.ts';
import { writeManifests } from './testing/sets.ts';

const chart = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: elsewhere, namespace: other }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: []
`;

const placesOf = (objects: readonly { object: { kind: string; metadata: { name: string; namespace?: string } } }[]) =>
  objects.map(({ object: { kind, metadata } }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`);

test('a set without a Namespace gets one, and objects without a namespace are applied there', async () => {
  const { set, notes } = placeIn(await loadManifests(await writeManifests({ 'all.yaml': chart })), 'dify', '1.34');
  expect(placesOf(set.objects)).toEqual([
    'Namespace -/dify',
    'ConfigMap dify/settings',
    'ConfigMap other/elsewhere',
    'ClusterRole -/reader',
  ]);
  expect(notes).toEqual([
    'the set has no Namespace dify: the harness makes it',
    '1 objects name no namespace: they are applied in dify',
  ]);
});

test('a set that says it all stays as it is', async () => {
  const set = await loadManifests('fixtures/manifests/dify');
  const placed = placeIn(set, 'dify', '1.34');
  expect(placed.set.objects).toEqual(set.objects);
  expect(placed.notes).toEqual([]);
});
