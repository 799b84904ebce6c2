import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../core/model/run.ts';
import { checkRecord, failed } from '../../core/model/testing/records.ts';
import { runRecordSchema } from '../schema.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { isOutside, noiseBand } from './noise-band.ts';
import { sinceLastGo } from './since-last-go.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'dify-e2e-history-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const day = (number: number): string => `2026-03-0${number}T10:00:00.000Z`;

function keep(on: number, partial: Partial<RunRecord> = {}): RunRecord {
  const run = sampleRun({ checks: [checkRecord('a')], ...partial, startedAt: day(on), runId: `r${on}` });
  mkdirSync(join(dir, run.runId));
  writeFileSync(join(dir, run.runId, 'signoff.json'), JSON.stringify(run, undefined, 2));
  return run;
}
const since = (partial: Parameters<typeof sampleRun>[0] = {}) =>
  sinceLastGo(sampleRun({ checks: [checkRecord('a')], startedAt: day(9), ...partial }), dir);

describe('the last GO', () => {
  it('is the newest comparable one: not a NO-GO, a later run, another scope or profile, or a broken file', () => {
    keep(1);
    keep(2);
    keep(3, { checks: [checkRecord('a', { result: failed() })] });
    keep(4, { profile: 'quick' });
    keep(5, { scope: 'release', ledger: [] });
    mkdirSync(join(dir, 'broken'));
    writeFileSync(join(dir, 'broken', 'signoff.json'), '{"startedAt": "2026-03-08", ');
    expect(since()?.runId).toBe('r2');
    expect(since({ startedAt: day(2) })?.runId).toBe('r1');
    expect(since({ startedAt: day(1) })).toBeUndefined();
    expect(sinceLastGo(sampleRun(), join(dir, 'nowhere'))).toBeUndefined();
  });

  it('shows nothing if nothing changed', () => {
    keep(1);
    const found = since();
    const { runId: _, startedAt: __, ...lists } = found ?? {};
    expect(Object.values(lists).flat()).toEqual([]);
  });

  it('shows problems that are new and gone, and checks that came and went', () => {
    const informational = { severity: 'informational', result: failed() } as const;
    keep(1, { checks: [checkRecord('a'), checkRecord('old'), checkRecord('i', informational)] });
    const checks = [
      checkRecord('a', { result: failed() }),
      checkRecord('i', { severity: 'informational' }),
      checkRecord('new'),
    ];
    expect(since({ checks })).toMatchObject({
      newFindings: ['a'],
      goneFindings: ['i'],
      addedChecks: ['new'],
      removedChecks: ['old'],
    });
  });

  it('shows images, manifests and versions that changed, came or went', () => {
    const { subject } = sampleRun();
    const image = (ref: string, digest: string) => ({ ref, source: 'registry', digest }) as const;
    keep(1, { subject: { ...subject, images: [image('a:1', 'x'), image('gone:1', 'g')] } });
    const images = [image('a:1', 'y'), image('new:1', 'n')];
    const found = since({ subject: { ...subject, difyVersion: '1.14.1', manifestsDigest: 'other', images } });
    expect(found?.images).toEqual([
      { name: 'a:1', before: 'x', after: 'y' },
      { name: 'gone:1', before: 'g' },
      { name: 'new:1', after: 'n' },
    ]);
    expect(found?.subject.map(({ name, after }) => [name, after])).toEqual([
      ['manifests', 'other'],
      ['dify', '1.14.1'],
    ]);
  });

  it('shows times outside of what is usual, with the band that says what is', () => {
    const timed = (value: number) => [checkRecord('a', { measurements: [{ name: 'p95', value, unit: 'ms' }] })];
    [100, 104, 98, 102, 96].forEach((value, index) => void keep(index + 1, { checks: timed(value) }));
    expect(since({ checks: timed(108) })?.timings).toEqual([]);
    expect(since({ checks: timed(140) })?.timings).toMatchObject([
      { check: 'a', name: 'p95', before: 96, after: 140, runs: 5 },
    ]);
  });

  it('survives being saved with the record', () => {
    keep(1);
    const run = { ...sampleRun(), sinceLastGo: since() };
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(run))).sinceLastGo).toEqual(run.sinceLastGo);
  });
});

describe('the noise band', () => {
  it('is half as much again where few runs are known, and three deviations where enough are', () => {
    expect(isOutside(149, noiseBand([100, 90]))).toBe(false);
    expect(isOutside(151, noiseBand([100, 90]))).toBe(true);
    const steady = noiseBand([100, 101, 99, 100, 100]);
    expect(isOutside(109, steady)).toBe(false);
    expect(isOutside(112, steady)).toBe(true);
    const wild = noiseBand([100, 150, 60, 120, 80]);
    expect(isOutside(170, wild)).toBe(false);
  });
});
