import type { TestCase, TestResult } from '@playwright/test/reporter';
import { describe, expect, it } from 'vitest';
import { registerSecrets } from '../../harness/index.ts';
import { type Annotation, BLOCKED, INCONCLUSIVE, RECORD, SKIPPED } from './annotations.ts';
import { check } from './check.ts';
import { recordOf } from './records.ts';

const declaration = {
  id: 'a-check',
  claims: ['NET-2'],
  severity: 'mandatory',
  effect: 'observe',
  needs: [],
  remediation: 'Fix it.',
} as const;

interface Given {
  readonly status?: TestResult['status'];
  readonly outcome?: ReturnType<TestCase['outcome']>;
  readonly annotations?: readonly Annotation[];
  readonly errors?: readonly string[];
  readonly attachments?: TestResult['attachments'];
}

function tested({ status = 'passed', outcome = 'expected', annotations = [], errors = [], attachments = [] }: Given) {
  const result = { status, duration: 12.4, startTime: new Date(0), attachments, annotations: [] };
  return {
    title: 'It works',
    annotations: [check(declaration).annotation, ...annotations],
    parent: { project: () => ({ name: 'smoke' }) },
    results: [{ ...result, errors: errors.map((message) => ({ message })) }],
    outcome: () => outcome,
  } as unknown as TestCase;
}

const resultOf = (given: Given) => recordOf(tested(given), '/report').result;

describe('recordOf', () => {
  it('carries the declaration, with title and phase from the test', () => {
    expect(recordOf(tested({}), '/report')).toMatchObject({
      ...declaration,
      title: 'It works',
      phase: 'smoke',
      durationMs: 12,
      startedAt: '1970-01-01T00:00:00.000Z',
      result: { state: 'passed' },
    });
  });

  it('makes the first line of a failure the reason, without colors and secrets', () => {
    registerSecrets(['hunter2-hunter2']);
    const errors = ['Error: \u001b[31mwrong\u001b[39m: hunter2-hunter2\n\nexpected x'];
    expect(resultOf({ status: 'failed', outcome: 'unexpected', errors })).toEqual({
      state: 'failed',
      reason: 'wrong: [redacted]',
      details: ['expected x'],
    });
  });

  it('distinguishes blocked, inconclusive and skipped', () => {
    const blocked = { type: BLOCKED, description: '{"kind":"blocked","by":"x","reason":"x failed"}' };
    expect(resultOf({ status: 'skipped', annotations: [blocked] })).toEqual({
      state: 'blocked',
      by: 'x',
      reason: 'x failed',
    });
    const unknown = { type: INCONCLUSIVE, description: 'no claim' };
    expect(resultOf({ status: 'skipped', annotations: [unknown] })).toEqual({
      state: 'inconclusive',
      reason: 'no claim',
    });
    const skipped = { type: SKIPPED, description: 'not here' };
    expect(resultOf({ status: 'skipped', annotations: [skipped] })).toEqual({ state: 'skipped', reason: 'not here' });
  });

  it('never calls a passed retry passed', () => {
    expect(resultOf({ outcome: 'flaky' })).toMatchObject({ state: 'flaky' });
  });

  it('calls what was not run skipped and what was interrupted inconclusive', () => {
    const never = { ...tested({}), results: [] } as unknown as TestCase;
    expect(recordOf(never, '/report').result.state).toBe('skipped');
    expect(resultOf({ status: 'interrupted' }).state).toBe('inconclusive');
  });

  it('takes measurements and notes from the record, and evidence only from inside the report directory', () => {
    const seen = { measurements: [{ name: 'm', value: 1, unit: 'ms' }], notes: ['n'] };
    const record = { ...seen, waitedMs: 10 };
    const attachments = [
      { name: RECORD, contentType: 'application/json', body: Buffer.from(JSON.stringify(record)) },
      { name: 'shot', contentType: 'image/png', path: '/report/playwright/shot.png' },
      { name: 'else', contentType: 'text/plain', path: '/elsewhere/file' },
    ];
    expect(recordOf(tested({ attachments }), '/report')).toMatchObject({
      ...seen,
      // Waiting for other checks is not the check's own time.
      durationMs: 12,
      startedAt: '1970-01-01T00:00:00.010Z',
      evidence: [{ name: 'shot', path: 'playwright/shot.png', contentType: 'image/png' }],
    });
  });

  it('refuses a test that is not a check', () => {
    expect(() => recordOf({ ...tested({}), annotations: [] } as unknown as TestCase, '/report')).toThrow(
      'is not a check',
    );
  });
});
