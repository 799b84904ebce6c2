import { describe, expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import type { CheckDeclaration, CheckRecord } from '../core/model/check.ts';
import type { PhaseRecord } from '../core/model/run.ts';
import { checkRecord, failed, phaseRecord } from '../core/model/testing/records.ts';
import { assemble, harnessVersion } from './assemble.ts';

const { config } = loadConfig('configs/rehearsal.yaml');
const declared = (id: string, more: Partial<CheckDeclaration> = {}): CheckDeclaration => checkRecord(id, more);

function run(
  declarations: CheckDeclaration[],
  checks: CheckRecord[],
  phases: PhaseRecord[],
  harnessErrors: string[] = [],
) {
  return assemble({
    config,
    scope: { scope: 'rehearsal', reason: 'scope: rehearsal in the config' },
    ...{ declarations, checks, phases, harnessErrors },
    runId: 'r1',
    profile: 'full',
    startedAt: new Date('2026-01-01T00:00:00Z'),
    ledger: [],
    waivers: config.waivers,
    parity: undefined,
    resources: undefined,
    subject: {
      manifests: 'set',
      manifestsDigest: 'd',
      namespace: 'dify',
      hosts: [],
      difyVersion: '1.11.4',
      cluster: 'none',
      tools: {},
    },
  });
}
const resultOf = (record: ReturnType<typeof run>, id: string) => record.checks.find((check) => check.id === id)?.result;
const whole = [phaseRecord('deploy'), phaseRecord('smoke')];

test('all declared checks passed and all phases done is a GO, so that the tests below mean something', () => {
  const record = run([declared('a')], [checkRecord('a')], whole);
  expect(record.verdict.verdict).toBe('GO');
  expect(record).toMatchObject({
    scope: 'rehearsal',
    scopeReason: 'scope: rehearsal in the config',
    harnessVersion: harnessVersion(),
    runId: 'r1',
  });
  expect(record.claims.length).toBeGreaterThan(0);
});

describe('a declared check without a record', () => {
  const declarations = [declared('a'), declared('lost')];
  const passed = [checkRecord('a')];

  test('is blocked by the check that ended the step which its phase waited for', () => {
    const refused = phaseRecord('images', {
      state: 'failed',
      reason: 'no image\nmore',
      failedCheck: 'images-available',
    });
    const record = run(declarations, passed, [
      refused,
      phaseRecord('smoke', { state: 'blocked', blockedBy: 'images' }),
    ]);
    expect(resultOf(record, 'lost')).toEqual({ state: 'blocked', by: 'images-available', reason: 'no image' });
    expect(record.verdict.verdict).toBe('NO-GO');
  });

  test('is blocked by the step itself where no check ended it', () => {
    const broken = phaseRecord('cluster', { state: 'failed', reason: 'COMMAND_FAILED: kind' });
    const phases = [broken, phaseRecord('smoke', { state: 'blocked', blockedBy: 'cluster' })];
    expect(resultOf(run(declarations, passed, phases, ['kind']), 'lost')).toMatchObject({ by: 'cluster' });
    expect(run(declarations, passed, phases, ['kind']).verdict.verdict).toBe('ERROR');
  });

  test('is blocked by its own phase where that one failed', () => {
    const record = run(declarations, passed, [phaseRecord('smoke', { state: 'failed', reason: 'STEP_TIMEOUT: late' })]);
    expect(resultOf(record, 'lost')).toEqual({ state: 'blocked', by: 'smoke', reason: 'STEP_TIMEOUT: late' });
    expect(record.verdict.verdict).not.toBe('GO');
  });

  test('is inconclusive where its phase ran and it said nothing', () => {
    const record = run(declarations, passed, whole);
    expect(resultOf(record, 'lost')?.state).toBe('inconclusive');
    expect(record.verdict.verdict).toBe('INCONCLUSIVE');
  });

  test('is skipped where its phase was no part of the run, and says so', () => {
    const record = run(declarations, passed, [phaseRecord('deploy')]);
    expect(resultOf(record, 'lost')).toEqual({ state: 'skipped', reason: expect.stringContaining('smoke') });
    expect(record.verdict.verdict).toBe('INCONCLUSIVE');
  });

  test('that is only recommended keeps the run from GO too', () => {
    const record = run([declared('a'), declared('lost', { severity: 'recommended' })], passed, whole);
    expect(record.verdict.verdict).toBe('CONDITIONAL');
  });
});

test('what is recorded is never replaced, and what was not declared is kept', () => {
  const record = run([declared('a')], [checkRecord('a', { result: failed('404') }), checkRecord('extra')], whole);
  expect(record.checks.map(({ id, result }) => [id, result.state])).toEqual([
    ['a', 'failed'],
    ['extra', 'passed'],
  ]);
  // A record without a declaration is not weighed by anything that was promised.
  expect(record.verdict.verdict).toBe('ERROR');
});

test('without any check nothing was verified', () => {
  expect(run([], [], whole).verdict.verdict).toBe('INCONCLUSIVE');
});
