import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../core/config/index.ts';
import { RULES } from '../../../lint/catalogue.ts';
import { expectationsOf } from '../../../lint/facts/input/expectations.ts';
import { lintInput } from '../../../lint/facts/input/input.ts';
import { judge } from '../../../lint/judge.ts';
import { loadManifests } from '../../../manifests/index.ts';
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
    code: 'EDIT_STALE',
  });
});

/** Claims of the mandatory findings, in the order in which the files alone tell them. */
const FOUND_IN_FILES: Readonly<Record<string, string>> = {
  'missing-secret-key': 'SEC-3',
  'one-replica': 'REP-1',
  'other-limits': 'RES-1',
  'no-liveness-probe': 'PRB-1',
  'other-service-port': 'NET-1',
  'placeholder-image': 'IMG-1',
};

test.each(Object.entries(FOUND_IN_FILES))('%s is seen in the files alone, as %s', async (id, claim) => {
  const input = lintInput(await broken(id), expectationsOf(loadConfig('configs/rehearsal.yaml')));
  const { findings } = judge(input, RULES, '2026-01-01');
  expect(findings.map(({ rule, severity }) => [rule.claims[0], severity])).toEqual([[claim, 'mandatory']]);
});
