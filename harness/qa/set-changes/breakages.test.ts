import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, manifestsOf } from '../../core/config/index.ts';
import { RULES } from '../../lint/catalogue.ts';
import { expectationsOf } from '../../lint/facts/input/expectations.ts';
import { lintInput } from '../../lint/facts/input/input.ts';
import { judge } from '../../lint/judge.ts';
import { loadManifests } from '../../manifests/index.ts';
import { applyChange } from './apply.ts';
import { BREAKAGES } from './breakages.ts';

const LOADED = loadConfig('configs/rehearsal.yaml');

async function broken(id: string) {
  const folder = join(await mkdtemp(join(tmpdir(), 'broken-')), 'copy');
  const change = BREAKAGES.find((candidate) => candidate.id === id) ?? { id, title: 'nothing', edits: [] };
  const { path, options } = manifestsOf(await applyChange(LOADED, change, folder));
  return loadManifests(path, options);
}

describe('every breakage', () => {
  test.each(BREAKAGES.filter(({ edits }) => edits.length > 0).map(({ id }) => id))(
    '%s changes the set and leaves it readable',
    async (id) => {
      const [whole, changed] = [await broken('nothing'), await broken(id)];
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
  const input = lintInput(await broken(id), expectationsOf(LOADED));
  const { findings } = judge(input, RULES, '2026-01-01');
  expect(findings.map(({ rule, severity }) => [rule.claims[0], severity])).toEqual([[claim, 'mandatory']]);
});
