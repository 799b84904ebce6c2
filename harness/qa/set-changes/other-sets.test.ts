import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, manifestsOf } from '../../core/config/index.ts';
import { lintSet } from '../../lint/lint-set.ts';
import { loadManifests } from '../../manifests/index.ts';
import { applyChange } from './apply.ts';
import { OTHER_SETS } from './other-sets.ts';
import type { SetChange } from './set-change.ts';

async function mandatoryIn(config: string, change?: SetChange) {
  const loaded = loadConfig(config);
  const folder = join(await mkdtemp(join(tmpdir(), 'other-set-')), 'copy');
  const judged = change ? await applyChange(loaded, change, folder) : loaded;
  const { path, options } = manifestsOf(judged);
  const set = { manifests: await loadManifests(path, options), config: judged, today: '2026-01-01' };
  const { findings } = (await lintSet(set)).judgement;
  return findings.filter(({ severity }) => severity !== 'informational');
}

describe.each(OTHER_SETS)('$id', ({ config, breakages }) => {
  test('is free of findings', async () => {
    expect((await mandatoryIn(config)).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  });

  test.each(breakages)(
    '$id is found in the files, and nothing else, unless only a run can find it',
    async (breakage) => {
      const found = await mandatoryIn(config, breakage);
      const mandatory = found.filter(({ severity }) => severity === 'mandatory');
      if (breakage.only === 'live') return expect(mandatory).toEqual([]);
      const claim = breakage.claimInFiles ?? breakage.claim;
      expect(mandatory).not.toEqual([]);
      for (const { rule } of mandatory) expect(rule.claims, rule.id).toContain(claim);
    },
  );
});
