import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadManifests, validateManifests } from '../manifests/index.ts';
import { breakSet } from './apply.ts';
import { BREAKAGES } from './catalogue.ts';

const SET = 'fixtures/manifests/dify';

async function broken(id: string) {
  const breakage = BREAKAGES.find((candidate) => candidate.id === id);
  const target = join(await mkdtemp(join(tmpdir(), 'broken-')), 'set');
  if (breakage) await breakSet(SET, target, breakage);
  return loadManifests(target);
}

describe('every breakage', () => {
  test.each(BREAKAGES.filter(({ edits }) => edits.length > 0).map(({ id }) => id))(
    '%s changes the set and leaves it readable',
    async (id) => {
      const [whole, changed] = [await loadManifests(SET), await broken(id)];
      expect(changed.digest).not.toBe(whole.digest);
      expect(changed.objects).toHaveLength(whole.objects.length);
    },
  );

  test('changes just what it says', async () => {
    const changed = await broken('one-replica');
    const api = changed.objects.find(
      ({ object }) => object.kind === 'Deployment' && object.metadata.name === 'dify-api',
    );
    expect(api?.object.spec).toMatchObject({ replicas: 1, template: { spec: { containers: [{ name: 'api' }] } } });
  });
});

test('a field that the set no longer has is an error, not a fault that proves nothing', async () => {
  const target = join(await mkdtemp(join(tmpdir(), 'broken-')), 'set');
  const edits = [{ file: '20-api.yaml', kind: 'Deployment', path: ['spec', 'nowhere'], value: 1 }];
  await expect(breakSet(SET, target, { id: 'x', title: 'x', claim: 'x', edits })).rejects.toMatchObject({
    code: 'BREAKAGE_STALE',
  });
});

test('the missing Secret key is seen in the files alone', async () => {
  const findings = validateManifests(await broken('missing-secret-key'), { namespace: 'dify' });
  expect(findings.filter(({ severity }) => severity === 'mandatory').map(({ claims }) => claims)).toContainEqual([
    'SEC-3',
  ]);
});
