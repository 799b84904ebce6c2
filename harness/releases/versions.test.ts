import { describe, expect, test } from 'vitest';
import { releaseIndex } from './data.ts';
import { upgradePlan } from './plan.ts';
import { compareReleases, isRelease, nearest } from './versions.ts';

const { releases } = releaseIndex();

describe('versions', () => {
  test('a correction follows its release, a pre-release precedes it', () => {
    expect(['1.11.0', '1.10.1-fix.1', '1.10.1', '1.10.1-rc1', '1.10.0'].sort(compareReleases)).toEqual([
      ...['1.10.0', '1.10.1-rc1', '1.10.1', '1.10.1-fix.1', '1.11.0'],
    ]);
    expect([isRelease('1.10.1-fix.1'), isRelease('1.10.0-rc1'), isRelease('main'), isRelease('1.10')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('unknown versions are all named, with the nearest', () => {
    expect(() => upgradePlan('1.11.5', 'latest')).toThrow(/no facts about Dify 1\.11\.5 and latest/);
    expect(nearest('1.13', releases)).toEqual(['1.12.1', '1.13.0', '1.13.1', '1.13.2']);
    expect(nearest('9.9.9', releases)).toEqual(releases.slice(-2));
  });
});
