import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import junit, { type Builder, type TestCase } from 'junit-report-builder';
import { type CheckRecord, PHASES } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { waivedChecks } from '../../core/model/waivers.ts';
import { leaningsOf } from '../view/context.ts';
import type { Reporter } from './reporter.ts';

const FILE = 'junit.xml';

/** The types declare a `default` export inside the module, but at run time the module is the builder itself. */
const junitBuilder = junit as unknown as Builder;

/**
 * JUnit XML for CI servers. It has fewer states: blocked and inconclusive are errors; skipped, waived and informational
 * findings are "skipped", with the reason as output. Harness errors and failed phases form a separate suite, so
 * that an ERROR never looks green.
 */
export const junitReporter: Reporter = {
  name: 'junit',
  async write(run, dir) {
    await writeFile(join(dir, FILE), junitXml(run));
    return [FILE];
  },
};

/** @returns the XML text. */
export function junitXml(run: RunRecord): string {
  const builder = junitBuilder.newBuilder().name(`dify-e2e ${run.verdict.verdict} (${run.scope})`);
  const waived = waivedChecks(run.waivers, run.checks, run.startedAt);
  for (const phase of PHASES) {
    const checks = run.checks.filter((check) => check.phase === phase);
    if (checks.length === 0) continue;
    const suite = builder.testSuite().name(`dify-e2e.${phase}`).timestamp(run.startedAt);
    suite.time(checks.reduce((sum, check) => sum + check.durationMs, 0) / 1000);
    for (const check of checks) describeCheck(suite.testCase(), check, run, waived.has(check.id));
  }
  const troubles = troublesOf(run);
  if (troubles.length > 0) {
    const suite = builder.testSuite().name('dify-e2e.run').timestamp(run.startedAt);
    for (const { name, text } of troubles) suite.testCase().className('dify-e2e.run').name(name).error(text, 'run');
  }
  return builder.build();
}

function describeCheck(testCase: TestCase, check: CheckRecord, run: RunRecord, waived: boolean): void {
  testCase
    .className(`dify-e2e.${check.phase}`)
    .name(`${check.id}: ${check.title}`)
    .time(check.durationMs / 1000);
  testCase.property('severity', check.severity).property('claims', check.claims.join(' '));
  const leanings = leaningsOf(check, run);
  if (leanings.length > 0) testCase.property('not-proven-because-of', leanings.join(' '));
  for (const { name, value, unit } of check.measurements) testCase.property(name, `${value} ${unit}`);
  describeResult(testCase, check, waived);
}

function describeResult(testCase: TestCase, { result, severity, remediation }: CheckRecord, waived: boolean): void {
  if (result.state === 'passed') return;
  const text = cdata([result.reason, ...(result.state === 'failed' ? (result.details ?? []) : [])].join('\n'));
  testCase.standardOutput(`${waived ? 'waived; ' : ''}${result.state}: ${text}\nnext: ${cdata(remediation)}`);
  if (waived || severity === 'informational' || result.state === 'skipped') testCase.skipped();
  else if (result.state === 'blocked' || result.state === 'inconclusive')
    testCase.error(result.reason, result.state, text);
  else testCase.failure(result.reason, result.state).stacktrace(text);
}

/** xmlbuilder escapes only the first `]]>` in a CDATA section; a second one makes the file unreadable. */
function cdata(text: string): string {
  return text.replaceAll(']]>', ']] >');
}

/** What prevents a GO but is not a check. */
function troublesOf(run: RunRecord): { name: string; text: string }[] {
  const phases = run.phases.filter((phase) => phase.state !== 'done');
  return [
    ...run.harnessErrors.map((text, index) => ({ name: `harness error ${index + 1}`, text })),
    ...phases.map((phase) => ({ name: `phase ${phase.id}: ${phase.state}`, text: phase.reason ?? phase.state })),
  ];
}
