import { describe, expect, it } from 'vitest';
import type { CheckDeclaration, Result } from '../../core/model/check.ts';
import type { Fault } from '../../environment/faults/index.ts';
import { judgeTrial } from './judge.ts';
import { type Trial, takingPart, trialsOf } from './trials.ts';

const ANY_KEY: Fault = { kind: 'switch', name: 'any-key', part: 'sandbox' };
const LABEL: Fault = {
  kind: 'patch',
  object: 'Service',
  part: 'web',
  operations: [{ op: 'remove', path: '/metadata/labels' }],
};

const declared = (id: string, more: Partial<CheckDeclaration> = {}): CheckDeclaration => ({
  ...{ id, title: `title of ${id}`, phase: 'smoke', claims: ['DEP-3'], severity: 'mandatory', effect: 'observe' },
  ...{ needs: [], remediation: 'fix it' },
  ...more,
});

const CHECKS = [
  declared('calls', { phase: 'foundation' }),
  declared('drift', { phase: 'foundation', claims: ['DEP-4'] }),
  declared('key', { dependsOn: ['calls'], faults: [ANY_KEY] }),
  declared('refusals', { dependsOn: ['key'], faults: [ANY_KEY, LABEL] }),
  declared('other', { faults: { none: 'nothing can be done about it here' } }),
  declared('killed', { phase: 'failover', dependsOn: ['refusals'] }),
];

const trial = (fault: Fault, ...checks: string[]): Trial => ({ name: 'a fault', fault, checks });
const failed: Result = { state: 'failed', reason: 'it is open' };
const blocked = (by: string): Result => ({ state: 'blocked', by, reason: `${by} failed` });
const seen = (results: Record<string, Result>) =>
  Object.entries(results).map(([id, result]) => ({ id, result, durationMs: 1230 }));
const passed: Result = { state: 'passed' };

describe('trials', () => {
  it('injects a fault once, for all checks that declare it', () => {
    expect(trialsOf(CHECKS)).toEqual([
      { name: 'switch any-key of sandbox', fault: ANY_KEY, checks: ['key', 'refusals'] },
      { name: 'Service of web: /metadata/labels', fault: LABEL, checks: ['refusals'] },
    ]);
  });

  it('are chosen by check or by fault', () => {
    expect(trialsOf(CHECKS, ['key']).map(({ name }) => name)).toEqual(['switch any-key of sandbox']);
    expect(trialsOf(CHECKS, ['labels']).map(({ name }) => name)).toEqual(['Service of web: /metadata/labels']);
  });

  it('run a check with all that it leans on and what leans on it, but nothing that disrupts', () => {
    const ids = takingPart(trial(ANY_KEY, 'refusals'), CHECKS, false).map(({ id }) => id);
    expect(ids).toEqual(['calls', 'key', 'refusals']);
    const all = takingPart(trial(ANY_KEY, 'refusals'), CHECKS, true).map(({ id }) => id);
    expect(all).toEqual(['calls', 'drift', 'key', 'refusals', 'other']);
  });
});

describe('judgeTrial', () => {
  const judge = (one: Trial, results: Record<string, Result>) => judgeTrial(one, seen(results), CHECKS);

  it('proves the fault when its check fails and what depends on it is not run', () => {
    const judged = judge(trial(ANY_KEY, 'key'), { calls: passed, key: failed, refusals: blocked('key') });
    expect(judged.checks).toEqual([{ id: 'key', failed: true, seconds: 1.2, said: 'failed: it is open' }]);
    expect(judged.unexpected).toEqual([]);
  });

  it.each([['passed', passed] as const, ['blocked by another', blocked('calls')] as const])(
    'takes a check that %s as no proof',
    (_, result) => {
      expect(judge(trial(ANY_KEY, 'key'), { key: result }).checks[0]?.failed).toBe(false);
    },
  );

  it('does not count a missing check as proof', () => {
    expect(judge(trial(ANY_KEY, 'key'), {}).checks[0]?.failed).toBe(false);
  });

  it('lets one of two declared checks be blocked by the other', () => {
    const judged = judge(trial(ANY_KEY, 'key', 'refusals'), { key: failed, refusals: blocked('key') });
    expect(judged.checks.map(({ failed: yes }) => yes)).toEqual([true, true]);
  });

  it('lists other failures that do not depend on it', () => {
    const judged = judge(trial(ANY_KEY, 'key'), { calls: failed, key: failed, other: failed, refusals: failed });
    expect(judged.unexpected).toEqual(['calls: failed: it is open', 'other: failed: it is open']);
  });

  it('expects drift only where an object is changed', () => {
    expect(judge(trial(LABEL, 'refusals'), { drift: failed, refusals: failed }).unexpected).toEqual([]);
    expect(judge(trial(ANY_KEY, 'key'), { drift: failed, key: failed }).unexpected).toHaveLength(1);
  });
});
