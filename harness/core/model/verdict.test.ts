import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckRecord, isNotApplicable, type Result } from './check.ts';
import type { PhaseRecord, Waiver } from './run.ts';
import { blockedBy, checkRecord, failed, phaseRecord, verdictInput } from './testing/records.ts';
import { deriveVerdict } from './verdict.ts';

const result: fc.Arbitrary<Result> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Result>({ state: 'passed' }) },
  fc.constant<Result>({ state: 'failed', reason: 'no' }),
  fc.constant<Result>({ state: 'flaky', reason: 'no' }),
  fc.constant<Result>({ state: 'skipped', reason: 'no' }),
  fc.constant<Result>({ state: 'skipped', reason: 'no sandbox', notApplicable: true }),
  fc.constant<Result>({ state: 'inconclusive', reason: 'no' }),
  fc.constantFrom('c0', 'c1', 'deploy', 'nobody').map((by): Result => blockedBy(by)),
);
const check: fc.Arbitrary<Omit<CheckRecord, 'id'>> = fc
  .record({
    result,
    severity: fc.constantFrom('mandatory' as const, 'recommended' as const, 'informational' as const),
    phase: fc.constantFrom('static' as const, 'foundation' as const, 'smoke' as const, 'load' as const),
    dependsOn: fc.subarray(['c0', 'c1', 'c2']),
  })
  .map((partial) => checkRecord('x', partial));
const checks = fc.array(check, { maxLength: 5 }).map((list) => list.map((one, index) => ({ ...one, id: `c${index}` })));
const phases: fc.Arbitrary<PhaseRecord[]> = fc.array(
  fc
    .constantFrom(
      'done' as const,
      'done' as const,
      'done' as const,
      'failed' as const,
      'blocked' as const,
      'skipped' as const,
    )
    .map((state) => phaseRecord('deploy', { state })),
  { maxLength: 3 },
);
const waivers: fc.Arbitrary<Waiver[]> = fc.array(
  fc.record({
    check: fc.constantFrom('c0', 'c1', 'c9'),
    reason: fc.constantFrom('accepted for the pilot', ''),
    owner: fc.constantFrom('ops', ''),
    expires: fc.constantFrom('2026-02-28', '2026-03-01', '2027-01-01', 'whenever'),
  }),
  { maxLength: 2 },
);
const input = fc
  .record({
    checks,
    phases,
    waivers,
    scope: fc.constantFrom('rehearsal' as const, 'release' as const),
    harnessErrors: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.constant(['the reporter broke'])),
  })
  .map((partial) => verdictInput(partial));

const counts = (waiver: Waiver) =>
  waiver.reason !== '' && waiver.owner !== '' && ['2026-03-01', '2027-01-01'].includes(waiver.expires);

describe('every verdict', () => {
  it('is never GO unless each mandatory and recommended check passed, each phase is done and the harness did not fail', () => {
    fc.assert(
      fc.property(input, (run) => {
        if (deriveVerdict(run).verdict !== 'GO') return;
        expect(run.checks.some((one) => one.severity === 'mandatory' && one.result.state === 'passed')).toBe(true);
        const weighty = run.checks.filter((c) => c.severity !== 'informational' && !isNotApplicable(c));
        expect(weighty.every((c) => c.result.state === 'passed')).toBe(true);
        expect(run.phases.every((phase) => phase.state === 'done')).toBe(true);
        expect(run.harnessErrors).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is NO-GO or ERROR when a mandatory check is broken and not validly waived', () => {
    fc.assert(
      fc.property(input, (run) => {
        const excused = new Set(run.waivers.filter(counts).map((waiver) => waiver.check));
        const broken = run.checks.some(
          (c) =>
            c.severity === 'mandatory' && ['failed', 'flaky', 'blocked'].includes(c.result.state) && !excused.has(c.id),
        );
        if (broken) expect(['NO-GO', 'ERROR']).toContain(deriveVerdict(run).verdict);
      }),
      { numRuns: 1000 },
    );
  });

  it('names a cause unless it is GO or nothing was verified, and names no cause twice', () => {
    fc.assert(
      fc.property(input, (run) => {
        const { ruleId, because } = deriveVerdict(run);
        if (ruleId !== 'all-passed' && ruleId !== 'nothing-verified') expect(because.length).toBeGreaterThan(0);
        const keys = because.filter((c) => c.kind === 'check').map((c) => c.check);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not get better when one more mandatory check fails', () => {
    fc.assert(
      fc.property(input, (run) => {
        const worse = { ...run, checks: [...run.checks, checkRecord('one-more', { result: failed() })] };
        expect(['NO-GO', 'ERROR']).toContain(deriveVerdict(worse).verdict);
      }),
    );
  });
});

describe('the records', () => {
  const state = fc.constantFrom('passed', 'failed', 'flaky', 'skipped', 'blocked', 'inconclusive') as fc.Arbitrary<
    Result['state']
  >;
  const resultOf = (one: Result['state']): Result =>
    one === 'passed' ? { state: one } : ({ state: one, reason: 'no', by: 'deploy' } as Result);
  const set = fc.record({
    states: fc.array(fc.oneof({ weight: 12, arbitrary: fc.constant<Result['state']>('passed') }, state), {
      minLength: 1,
      maxLength: 12,
    }),
    lost: fc.option(fc.nat(11), { freq: 3 }),
    twice: fc.option(fc.nat(11), { freq: 3 }),
    extra: fc.boolean(),
    error: fc.boolean(),
  });

  it('1,000 random sets: none with an error, or a skip, a missing or an extra record of a mandatory check is GO', () => {
    const seen = { GO: 0, other: 0 };
    fc.assert(
      fc.property(set, ({ states, lost, twice, extra, error }) => {
        const all = states.map((one, index) => checkRecord(`c${index}`, { result: resultOf(one) }));
        const [gone, double] = [
          lost !== null && lost < all.length,
          twice !== null && twice < all.length && twice !== lost,
        ];
        const kept = all.filter((_, index) => index !== lost);
        const again = double ? [checkRecord(`c${twice}`)] : [];
        const records = [...again, ...kept, ...(extra ? [checkRecord('extra')] : [])];
        const declared = all.map(({ id }) => id);
        const harnessErrors = error ? ['the reporter broke'] : [];
        const { verdict } = deriveVerdict(verdictInput({ checks: records, declared, harnessErrors }));
        const isClean = !error && !extra && !gone && !double && states.every((one) => one === 'passed');
        seen[verdict === 'GO' ? 'GO' : 'other'] += 1;
        expect([states, verdict === 'GO']).toEqual([states, isClean]);
      }),
      { numRuns: 1000 },
    );
    // A generator that never makes a GO would prove nothing.
    expect(Math.min(seen.GO, seen.other)).toBeGreaterThan(5);
  });

  it('a passing rerun does not hide the failure before it', () => {
    const checks = [checkRecord('a', { result: failed() }), checkRecord('a')];
    const { verdict, because } = deriveVerdict(verdictInput({ checks, declared: ['a'] }));
    expect(verdict).toBe('ERROR');
    expect(because[0]?.reason).toBe('check a has 2 records');
    expect(
      deriveVerdict(verdictInput({ checks: [checkRecord('a', { result: { state: 'flaky', reason: 'x' } })] })).verdict,
    ).toBe('NO-GO');
  });
});

describe('the truth table', () => {
  /** The verdict of one check that is not clean, beside a mandatory one that passed. */
  const TABLE = [
    ['passed', 'GO', 'GO', 'GO'],
    ['failed', 'NO-GO', 'CONDITIONAL', 'GO'],
    ['flaky', 'NO-GO', 'CONDITIONAL', 'GO'],
    ['blocked', 'NO-GO', 'CONDITIONAL', 'GO'],
    ['skipped', 'INCONCLUSIVE', 'CONDITIONAL', 'GO'],
    ['inconclusive', 'INCONCLUSIVE', 'CONDITIONAL', 'GO'],
    ['a state of another version', 'NO-GO', 'CONDITIONAL', 'GO'],
  ] as const;
  const waiver = { check: 'b', reason: 'accepted', owner: 'ops', expires: '2026-03-01' };

  it.each(TABLE)(
    '%s: mandatory %s, recommended %s, informational %s',
    (state, mandatory, recommended, informational) => {
      const verdictsOf = (more: Partial<Parameters<typeof verdictInput>[0]>) =>
        (['mandatory', 'recommended', 'informational'] as const).map((severity) => {
          const result = { state, reason: 'no', by: 'a' } as unknown as Result;
          const checks = [checkRecord('a'), checkRecord('b', { severity, result })];
          return deriveVerdict(verdictInput({ checks, declared: ['a', 'b'], ...more })).verdict;
        });
      expect(verdictsOf({})).toEqual([mandatory, recommended, informational]);
      const waived = state === 'passed' ? 'GO' : 'CONDITIONAL';
      expect(verdictsOf({ waivers: [waiver] })).toEqual([waived, waived, 'GO']);
      expect(verdictsOf({ harnessErrors: ['broke'] })).toEqual(['ERROR', 'ERROR', 'ERROR']);
      expect(verdictsOf({ declared: ['a'] })).toEqual(['ERROR', 'ERROR', 'ERROR']);
      expect(verdictsOf({ phases: [phaseRecord('deploy', { state: 'failed' })] })).toEqual(['NO-GO', 'NO-GO', 'NO-GO']);
    },
  );
});

describe('the rules', () => {
  const verdictOf = (...list: CheckRecord[]) => deriveVerdict(verdictInput({ checks: list })).verdict;

  it('GO: everything passed, informational findings aside', () => {
    expect(verdictOf(checkRecord('a'), checkRecord('b', { severity: 'informational', result: failed() }))).toBe('GO');
  });

  it('GO: a mandatory check that does not apply is not missed', () => {
    const absent: Result = { state: 'skipped', reason: 'no sandbox', notApplicable: true };
    expect(verdictOf(checkRecord('a'), checkRecord('b', { result: absent }))).toBe('GO');
    expect(verdictOf(checkRecord('b', { result: absent }))).toBe('INCONCLUSIVE');
  });

  it('ERROR wins over NO-GO, and its causes come first', () => {
    const run = verdictInput({ harnessErrors: ['k6 crashed'], checks: [checkRecord('a', { result: failed() })] });
    const { verdict, because } = deriveVerdict(run);
    expect(verdict).toBe('ERROR');
    expect(because.map((cause) => cause.check)).toEqual(['harness', 'a']);
  });

  it('INCONCLUSIVE: no checks at all, a phase left out, a mandatory check skipped', () => {
    expect(verdictOf()).toBe('INCONCLUSIVE');
    const leftOut = verdictInput({ phases: [phaseRecord('load', { state: 'skipped', reason: 'left out' })] });
    expect(deriveVerdict(leftOut)).toMatchObject({
      verdict: 'INCONCLUSIVE',
      because: [{ check: 'load', kind: 'phase' }],
    });
    expect(verdictOf(checkRecord('a', { result: { state: 'skipped', reason: 'not run' } }))).toBe('INCONCLUSIVE');
  });

  it('ERROR: a release run with a double', () => {
    const ledger = [
      { part: 'dify-api', kind: 'double', real: 'r', used: 'u', source: 'packages', differences: [] },
    ] as const;
    expect(deriveVerdict(verdictInput({ scope: 'release', ledger })).ruleId).toBe('double-in-release');
    expect(deriveVerdict(verdictInput({ scope: 'rehearsal', ledger })).verdict).toBe('GO');
  });

  it('CONDITIONAL: a recommended check did not pass, or a waiver was used', () => {
    const recommended = checkRecord('b', { severity: 'recommended', result: failed() });
    expect(verdictOf(checkRecord('a'), recommended)).toBe('CONDITIONAL');
    const waiver = { check: 'b', reason: 'accepted', owner: 'ops', expires: '2026-03-01' };
    const run = verdictInput({ checks: [checkRecord('a'), checkRecord('b', { result: failed() })], waivers: [waiver] });
    expect(deriveVerdict(run).verdict).toBe('CONDITIONAL');
    expect(deriveVerdict({ ...run, startedAt: '2026-03-02T00:00:00.000Z' }).verdict).toBe('NO-GO');
  });

  it('a failed test phase is explained by its failed checks, any other failed phase is NO-GO by itself', () => {
    const recommended = checkRecord('b', { severity: 'recommended', result: failed() });
    const explained = verdictInput({
      checks: [checkRecord('a'), recommended],
      phases: [phaseRecord('smoke', { state: 'failed' })],
    });
    expect(deriveVerdict(explained).verdict).toBe('CONDITIONAL');
    expect(deriveVerdict(verdictInput({ phases: [phaseRecord('smoke', { state: 'failed' })] })).verdict).toBe('NO-GO');
  });
});

describe('an error of the harness', () => {
  it('is listed once among the causes, with everything that its step blocked', () => {
    const reason = 'CLUSTER_UNHEALTHY: API server is broken';
    const phases = [phaseRecord('ready', { state: 'failed', reason })];
    const checks = [checkRecord('login', { result: blockedBy('ready') })];
    const { verdict, because } = deriveVerdict(verdictInput({ checks, phases, harnessErrors: [reason] }));
    expect(verdict).toBe('ERROR');
    expect(because).toEqual([{ check: 'harness', kind: 'harness', claims: [], reason, blocks: ['login'] }]);
  });
});
