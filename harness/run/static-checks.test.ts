import { describe, expect, test } from 'vitest';
import { CLAIMS } from '../core/model/claims.ts';
import { RULES } from '../lint/catalogue.ts';
import type { LintInput } from '../lint/facts/input/input.ts';
import { judge } from '../lint/judge.ts';
import type { Outcome, Rule } from '../lint/rule.ts';
import { fixtureExpectations, fixtureInput } from '../lint/testing/inputs.ts';
import { staticDeclarations, staticRecords, staticWaivers } from './static-checks.ts';

const START = '2026-01-01T00:00:00.000Z';
const nothing = await fixtureInput();

const finding = (more: Partial<Extract<Outcome, { kind: 'finding' }>> = {}): Outcome => ({
  kind: 'finding',
  at: { file: '20-api.yaml', position: { line: 12, column: 7 }, object: 'Deployment dify/dify-api', field: 'spec' },
  message: 'is wrong',
  cause: 'a slip',
  remedy: 'Put it right',
  ...more,
});
const rule = (outcomes: readonly Outcome[], more: Partial<Rule> = {}): Rule => ({
  id: 'some-rule',
  claims: ['SEC-3', 'SVC-2'],
  severity: 'mandatory',
  title: 'All is well',
  rationale: 'It is.',
  remediation: 'Look again.',
  source: 'nowhere',
  find: () => outcomes,
  ...more,
});
const accepting = (object: string): LintInput => ({
  ...nothing,
  expected: {
    ...fixtureExpectations,
    lint: {
      ...fixtureExpectations.lint,
      exceptions: [
        { rule: 'some-rule', object, reason: 'decided in review', owner: 'Platform', expires: '2026-06-30' },
      ],
    },
  },
});
const judged = (one: Rule, input: LintInput = nothing) => judge(input, [one], '2026-01-01');
const recordOf = (one: Rule, input: LintInput = nothing) => staticRecords(judged(one, input), START, 5)[0];

describe('the declarations', () => {
  test('are one for each rule that needs no target, with ids of their own and claims that there are', () => {
    const known = CLAIMS.map(({ id }) => id);
    for (const { claims } of staticDeclarations) expect(known).toEqual(expect.arrayContaining([...claims]));
    expect(staticDeclarations.map(({ id }) => id)).toEqual(
      RULES.filter(({ needs }) => needs !== 'target').map(({ id }) => `lint-${id}`),
    );
  });
});

describe('a rule that', () => {
  test('holds has passed, and its remarks are notes', () => {
    expect(recordOf(rule([{ kind: 'remark', message: 'no Ingress has TLS' }]))).toMatchObject({
      id: 'lint-some-rule',
      result: { state: 'passed' },
      notes: ['no Ingress has TLS'],
    });
  });

  test('is broken has failed, with all findings, their places, the remedy and what proves it', () => {
    const other = { file: '21-worker.yaml', position: { line: 40, column: 1 }, object: 'Deployment w', field: '' };
    expect(recordOf(rule([finding({ proof: 'GET / → web' }), finding({ at: other })]))).toMatchObject({
      severity: 'mandatory',
      claims: ['SEC-3', 'SVC-2'],
      remediation: 'Put it right. Look again.',
      notes: ['proof: GET / → web'],
      result: {
        state: 'failed',
        reason: '20-api.yaml:12:7: Deployment dify/dify-api: is wrong (a slip)',
        details: [expect.stringContaining('20-api.yaml:12:7'), expect.stringContaining('21-worker.yaml:40:1')],
      },
    });
  });

  test('weighs its findings less weighs only as much as the worst of them', () => {
    const lesser = [finding({ severity: 'informational' }), finding({ severity: 'recommended' })];
    expect(recordOf(rule(lesser))?.severity).toBe('recommended');
    expect(recordOf(rule([...lesser, finding()]))?.severity).toBe('mandatory');
  });

  test('could not be judged is skipped, with the reason', () => {
    const record = recordOf(rule([], { needs: 'compose' }), { ...nothing, compose: undefined });
    expect(record?.result).toMatchObject({ state: 'skipped', reason: expect.stringContaining('Compose') });
  });
});

describe('an exception', () => {
  const covered = accepting('Deployment dify/dify-api');

  test('of all findings leaves the check failed, and waives it with reason, owner and last day', () => {
    expect(recordOf(rule([finding()]), covered)?.result).toMatchObject({ state: 'failed' });
    expect(staticWaivers(judged(rule([finding()]), covered))).toEqual([
      {
        check: 'lint-some-rule',
        reason: 'Deployment dify/dify-api: decided in review',
        owner: 'Platform',
        expires: '2026-06-30',
      },
    ]);
  });

  test('of one finding waives nothing while another one counts', () => {
    const at = { file: 'a.yaml', position: { line: 1, column: 1 }, object: 'Deployment other', field: '' };
    const both = rule([finding(), finding({ at })]);
    expect(staticWaivers(judged(both, covered))).toEqual([]);
    expect(recordOf(both, covered)).toMatchObject({
      result: { details: [expect.stringContaining('Deployment other')] },
      notes: [expect.stringContaining('accepted until 2026-06-30: 20-api.yaml:12:7')],
    });
  });
});
