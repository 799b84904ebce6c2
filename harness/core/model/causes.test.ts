import { describe, expect, it } from 'vitest';
import { causesOf } from './causes.ts';
import type { CheckRecord } from './check.ts';
import { blockedBy, checkRecord, failed, phaseRecord } from './testing/records.ts';

const causes = (checks: CheckRecord[], phases = [phaseRecord('deploy')]) =>
  causesOf(
    checks.filter((check) => check.result.state !== 'passed'),
    [],
    { checks, phases },
  );

describe('root causes', () => {
  it('list a blocked check under its root cause, through any number of steps', () => {
    const list = causes([
      checkRecord('login', { result: blockedBy('setup') }),
      checkRecord('setup', { result: blockedBy('pods') }),
      checkRecord('pods', { phase: 'foundation', result: failed('api crashes') }),
    ]);
    expect(list).toMatchObject([{ check: 'pods', reason: 'api crashes', blocks: ['login', 'setup'] }]);
  });

  it('come in the order of phases, then of dependencies, then of severity', () => {
    const list = causes([
      checkRecord('load', { phase: 'load', result: failed() }),
      checkRecord('deep', { dependsOn: ['shallow'], result: failed() }),
      checkRecord('nice', { severity: 'recommended', result: failed() }),
      checkRecord('shallow', { result: failed() }),
      checkRecord('lint', { phase: 'static', result: failed() }),
    ]);
    expect(list.map((cause) => cause.check)).toEqual(['lint', 'shallow', 'nice', 'deep', 'load']);
  });

  it('name the phase that failed first, not the one that it blocked', () => {
    const phases = [
      phaseRecord('cluster', { state: 'failed', reason: 'no disk' }),
      phaseRecord('deploy', { state: 'blocked', reason: 'no cluster' }),
    ];
    const list = causes(
      [checkRecord('a', { result: blockedBy('deploy') }), checkRecord('b', { result: blockedBy('cluster') })],
      phases,
    );
    expect(list).toEqual([{ check: 'cluster', kind: 'phase', claims: [], reason: 'no disk', blocks: ['a', 'b'] }]);
  });

  it('handle cycles, unknown blockers, and blockers that passed', () => {
    const circle = causes([checkRecord('a', { result: blockedBy('b') }), checkRecord('b', { result: blockedBy('a') })]);
    expect(circle.length).toBeGreaterThan(0);
    expect(causes([checkRecord('a', { result: blockedBy('ghost') })])).toMatchObject([
      { check: 'ghost', blocks: ['a'] },
    ]);
    const odd = causes([checkRecord('a', { result: blockedBy('b') }), checkRecord('b')]);
    expect(odd).toMatchObject([{ check: 'a', blocks: [] }]);
  });
});
