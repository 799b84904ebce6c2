import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckRecord, ResultState } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { leaningsOf } from '../view/context.ts';
import type { Reporter } from './reporter.ts';

const FILE = 'ctrf.json';

/** States of the Common Test Report Format (schema: github.com/ctrf-io/ctrf, schema/ctrf.schema.json). */
type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';
const STATUS: Readonly<Record<ResultState, CtrfStatus>> = {
  passed: 'passed',
  failed: 'failed',
  flaky: 'failed',
  skipped: 'skipped',
  blocked: 'other',
  inconclusive: 'other',
};

/** Common Test Report Format: JSON that test dashboards read. Our own state is in `rawStatus`. */
export const ctrfReporter: Reporter = {
  name: 'ctrf',
  async write(run, dir) {
    await writeFile(join(dir, FILE), `${JSON.stringify(ctrf(run), undefined, 2)}\n`);
    return [FILE];
  },
};

/** @returns the document. */
export function ctrf(run: RunRecord) {
  const tests = run.checks.map((check) => testOf(check, run));
  const count = (status: CtrfStatus) => tests.filter((test) => test.status === status).length;
  const start = Date.parse(run.startedAt);
  return {
    reportFormat: 'CTRF',
    specVersion: '1.0.0',
    timestamp: new Date(start + run.durationMs).toISOString(),
    generatedBy: `dify-e2e ${run.harnessVersion}`,
    results: {
      tool: { name: 'dify-e2e', version: run.harnessVersion },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        flaky: run.checks.filter((check) => check.result.state === 'flaky').length,
        start,
        stop: start + Math.round(run.durationMs),
        duration: Math.round(run.durationMs),
      },
      tests,
      environment: {
        reportName: run.runId,
        appName: `Dify ${run.subject.difyVersion}`,
        testEnvironment: `${run.subject.cluster} (${run.scope})`,
        ...(run.subject.git ? { commit: run.subject.git } : {}),
      },
      extra: { verdict: run.verdict, harnessErrors: run.harnessErrors },
    },
  };
}

function testOf(check: CheckRecord, run: RunRecord) {
  const { result } = check;
  const start = Date.parse(check.startedAt);
  return {
    name: check.id,
    status: STATUS[result.state] ?? 'other',
    rawStatus: result.state,
    duration: Math.round(check.durationMs),
    start,
    stop: start + Math.round(check.durationMs),
    suite: [check.phase],
    type: 'e2e',
    tags: [...check.claims],
    flaky: result.state === 'flaky',
    ...(result.state === 'passed' ? {} : { message: result.reason }),
    ...(result.state === 'failed' && result.details ? { trace: result.details.join('\n') } : {}),
    attachments: check.evidence.map(({ name, path, contentType }) => ({ name, path, contentType })),
    extra: {
      title: check.title,
      severity: check.severity,
      leanedOn: leaningsOf(check, run),
      measurements: check.measurements,
    },
  };
}
