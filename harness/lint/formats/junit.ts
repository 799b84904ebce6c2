import junitReportBuilder, { type Builder, type TestCase } from 'junit-report-builder';
import { worstOf } from '../judge.ts';
import type { RuleJudgement } from '../judgement.ts';
import { addressOf } from '../rule.ts';
import { type Format, sentencesOf } from './format.ts';

/** Its types declare a `default` inside the module, but at run time it is the builder itself. */
const builderOf = junitReportBuilder as unknown as Builder;

/** JUnit XML, one test case per rule. Accepted, informational and not evaluated ones are "skipped". */
export const junit: Format = ({ judgement }) => {
  const builder = builderOf.newBuilder().name('dify-e2e lint');
  const suite = builder.testSuite().name('dify-e2e.lint');
  for (const rule of judgement.rules) describeRule(suite.testCase(), rule);
  return `${builder.build()}\n`;
};

function describeRule(testCase: TestCase, judged: RuleJudgement): void {
  const { rule, findings, notEvaluated } = judged;
  testCase.className('dify-e2e.lint').name(`${rule.id}: ${rule.title}`).time(0);
  testCase.property('severity', rule.severity).property('claims', rule.claims.join(' '));
  const output = outputOf(judged);
  if (output) testCase.standardOutput(cdata(output));
  const [first] = findings;
  if (first && worstOf(findings) !== 'informational') {
    const all = findings.map((finding) => `${addressOf(finding.at)}\n${sentencesOf(finding)}`).join('\n\n');
    testCase.failure(`${addressOf(first.at)}: ${first.message}`, worstOf(findings)).stacktrace(cdata(all));
  } else if (first || notEvaluated.length > 0) testCase.skipped();
}

function outputOf({ findings, excepted, remarks, notEvaluated }: RuleJudgement): string {
  return [
    ...findings
      .filter(({ severity }) => severity === 'informational')
      .map(({ at, message }) => `${addressOf(at)}: ${message}`),
    ...excepted.map(
      ({ finding, exception }) =>
        `accepted until ${exception.expires} by ${exception.owner} (${exception.reason}): ${addressOf(finding.at)}: ${finding.message}`,
    ),
    ...remarks.map(({ message }) => message),
    ...notEvaluated.map(({ message }) => `not evaluated: ${message}`),
  ].join('\n');
}

/** The XML writer escapes only the first end marker in a CDATA section. */
const cdata = (text: string): string => text.replaceAll(']]>', ']] >');
