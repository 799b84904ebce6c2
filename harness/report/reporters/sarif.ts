import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log, Result } from 'sarif';
import type { CheckRecord } from '../../core/model/check.ts';
import { isNotApplicable } from '../../core/model/check.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { waivedChecks } from '../../core/model/waivers.ts';
import { leaningsOf } from '../view/context.ts';
import type { Reporter } from './reporter.ts';

const FILE = 'signoff.sarif';
const LEVELS = { mandatory: 'error', recommended: 'warning', informational: 'note' } as const;
/** A place as the static rules write it: `40-web-ingress.yaml:12:7`. */
const PLACE = /(?:^|\s)([\w./-]+\.ya?ml):(\d+)(?::(\d+))?/;

/** SARIF 2.1.0 of the whole run, static and live: every check that did not pass, and everything that was not decided. */
export const sarifReporter: Reporter = {
  name: 'sarif',
  async write(run, dir) {
    await writeFile(join(dir, FILE), `${JSON.stringify(sarifOf(run), undefined, 2)}\n`);
    return [FILE];
  },
};

export function sarifOf(run: RunRecord): Log {
  const open = run.checks.filter((check) => check.result.state !== 'passed' && !isNotApplicable(check));
  const waived = waivedChecks(run.waivers, run.checks, run.startedAt);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dify-e2e', semanticVersion: run.harnessVersion, rules: open.map(ruleOf) } },
        automationDetails: { id: `dify-e2e/${run.scope}/` },
        invocations: [
          {
            executionSuccessful: run.verdict.verdict !== 'ERROR',
            startTimeUtc: run.startedAt,
            toolExecutionNotifications: run.harnessErrors.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results: open.map((check, index) => resultOf(check, index, run, waived)),
        properties: { verdict: run.verdict.verdict, scope: run.scope, manifestsDigest: run.subject.manifestsDigest },
      },
    ],
  };
}

const ruleOf = ({ id, title, remediation, severity, claims }: CheckRecord) => ({
  id,
  shortDescription: { text: title },
  help: { text: remediation },
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { tags: [...claims] },
});

function resultOf(check: CheckRecord, ruleIndex: number, run: RunRecord, waived: ReadonlySet<string>): Result {
  const { id, result, severity } = check;
  const reason = result.state === 'passed' ? '' : result.reason;
  const isWrong = result.state === 'failed' || result.state === 'flaky';
  const waiver = run.waivers.find((one) => one.check === id);
  return {
    ruleId: id,
    ruleIndex,
    kind: isWrong ? 'fail' : 'open',
    level: isWrong ? LEVELS[severity] : 'none',
    message: { text: `${result.state}: ${reason}` },
    locations: [locationOf([reason, ...('details' in result ? (result.details ?? []) : [])].join('\n'), run)],
    partialFingerprints: { 'check/v1': id },
    properties: { state: result.state, leanedOn: leaningsOf(check, run) },
    ...(waived.has(id) && waiver
      ? {
          suppressions: [
            { kind: 'external' as const, justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` },
          ],
        }
      : {}),
  };
}

/** Code scanning wants a place for each result: the line that a rule names, else the set. */
function locationOf(text: string, { subject }: RunRecord) {
  const [, uri, line, column] = PLACE.exec(text) ?? [];
  const region = line
    ? { region: { startLine: Number(line), ...(column ? { startColumn: Number(column) } : {}) } }
    : {};
  return { physicalLocation: { artifactLocation: { uri: uri ?? subject.manifests }, ...region } };
}
