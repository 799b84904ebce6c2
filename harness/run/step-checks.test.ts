import { expect, test } from 'vitest';
import { HarnessError } from '../core/errors.ts';
import type { Result } from '../core/model/check.ts';
import { SubjectFailure } from './graph.ts';
import type { RawCheckRecord, RecordParts } from './step.ts';
import { asCheck, STEP_CHECKS } from './step-checks.ts';

const stepOf = () => {
  const records: RawCheckRecord[] = [];
  return { records, add: ({ checks = [] }: RecordParts) => void records.push(...checks) };
};
const refused = new HarnessError({ code: 'APPLY_REFUSED', message: 'spec.replicas is not a number' });
const subject = (error: unknown): Result | undefined =>
  error === refused ? { state: 'failed', reason: refused.message, details: ['line 3'] } : undefined;

test('a step that works is a passed check with its notes', async () => {
  const context = stepOf();
  await asCheck(context, STEP_CHECKS.apply, async (note) => note('stage 1: 3 objects'), subject);
  expect(context.records).toMatchObject([
    { id: 'deploy-applied', severity: 'mandatory', result: { state: 'passed' }, notes: ['stage 1: 3 objects'] },
  ]);
});

test('what a step measures stands in the record, whether it works or not', async () => {
  const figure = { name: 'time until ready', value: 3, unit: 's', limit: 5 };
  const context = stepOf();
  await asCheck(context, STEP_CHECKS.ready, async (_, measure) => measure(figure), subject);
  const failing = asCheck(
    context,
    STEP_CHECKS.ready,
    async (_, measure) => {
      measure(figure);
      throw refused;
    },
    subject,
  );
  await expect(failing).rejects.toThrow(refused.message);
  expect(context.records.map(({ measurements }) => measurements)).toEqual([[figure], [figure]]);
});

test("the deployment's own failure is recorded, and blocks what depends on the step in the check's name", async () => {
  const context = stepOf();
  const work = asCheck(context, STEP_CHECKS.apply, async () => Promise.reject(refused), subject);
  await expect(work).rejects.toSatisfy(
    (error) => error instanceof SubjectFailure && error.check === 'deploy-applied' && error.message === refused.message,
  );
  expect(context.records).toMatchObject([{ result: { state: 'failed', details: ['line 3'] } }]);
});

test("the harness's own failure is not blamed on the deployment: no record, and the original error", async () => {
  const context = stepOf();
  const broken = new TypeError('x is undefined');
  const work = asCheck(context, STEP_CHECKS.ready, async () => Promise.reject(broken), subject);
  await expect(work).rejects.toBe(broken);
  expect(context.records).toEqual([]);
});
