import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { CheckDeclaration } from '../core/model/check.ts';
import { openCluster } from '../environment/cluster/index.ts';
import { connectKube } from '../environment/probes/kube.ts';
import { redAnyway, selfTest, type TrialRecord } from '../qa/self-test/self-test.ts';
import { faultsOf, trialsOf, whyNone } from '../qa/self-test/trials.ts';
import { catalogue } from '../run/catalogue.ts';
import { foldersOf, loadEnvironment, saveEnvironment } from '../run/folders.ts';

export interface SelfTestRequest {
  readonly run?: string;
  readonly only?: readonly string[];
  readonly whole?: boolean;
  readonly signal: AbortSignal;
}

/** What the self-test found; it holds no secret. */
export interface SelfTestRecord {
  readonly schema: 'dify-e2e/self-test/1';
  readonly runId: string;
  readonly startedAt: string;
  /** Checks that were red without a fault, with what they said. */
  readonly redAnyway: readonly string[];
  readonly trials: readonly TrialRecord[];
  /** Checks that nothing can turn red here, with the reason. */
  readonly none: readonly string[];
  /** Live checks that declare no fault. */
  readonly undeclared: readonly string[];
}

/**
 * Breaks an environment that is up in every declared way, one after the other, and looks whether the checks say so.
 * @throws UsageError `NOTHING_CHOSEN` when `only` names neither a check with a fault nor a fault.
 */
export async function runSelfTest(request: SelfTestRequest): Promise<SelfTestRecord> {
  const environment = loadEnvironment(request.run);
  const folders = foldersOf(environment.runId);
  const [results, reportDir] = [join(folders.state, 'self-test'), `${folders.report}-self-test`];
  for (const folder of [results, reportDir]) mkdirSync(folder, { recursive: true });
  // Its evidence must not lie among the run's own.
  const environmentFile = join(results, 'environment.json');
  saveEnvironment(environmentFile, { ...environment, reportDir });
  const checks = (await catalogue(results, request.signal)).filter(({ phase }) => phase !== 'static');
  const trials = trialsOf(checks, request.only);
  if (trials.length === 0) throw nothingChosen(request.only ?? []);
  const kube = connectKube(environment.kubeconfig, environment.context, environment.config.manifests.namespace);
  const options = {
    checks,
    trials,
    results,
    whole: request.whole ?? false,
    place: { environmentFile, reportDir, signal: request.signal },
    onTrial: (record: TrialRecord) => void process.stderr.write(`${trialLines(record).join('\n')}\n`),
  };
  const [startedAt, red] = [new Date().toISOString(), await redAnyway(options)];
  process.stderr.write(
    red.length === 0 ? 'Nothing is red without a fault.\n' : `red without a fault: ${red.join('; ')}\n`,
  );
  const record: SelfTestRecord = {
    schema: 'dify-e2e/self-test/1',
    runId: environment.runId,
    startedAt,
    redAnyway: red,
    trials: await selfTest({ environment, kube, cluster: await openCluster(environment) }, options),
    ...withoutFault(checks),
  };
  writeFileSync(join(reportDir, 'selftest.json'), `${JSON.stringify(record, null, 2)}\n`);
  writeFileSync(join(reportDir, 'selftest.txt'), `${selfTestSummary(record)}\n`);
  return record;
}

function withoutFault(checks: readonly CheckDeclaration[]): Pick<SelfTestRecord, 'none' | 'undeclared'> {
  return {
    none: checks.flatMap((check) => (whyNone(check) ? [`${check.id}: ${whyNone(check)}`] : [])),
    undeclared: checks
      .filter((check) => faultsOf(check).length === 0 && whyNone(check) === undefined)
      .map(({ id }) => id),
  };
}

export const isSound = ({ redAnyway: red, trials, undeclared }: SelfTestRecord): boolean =>
  red.length === 0 && undeclared.length === 0 && trials.every(({ proven }) => proven);

const LINE = 300;

/** The record has all of it. */
const clipped = (text: string): string => (text.length > LINE ? `${text.slice(0, LINE)}…` : text);

/** One line a check of the trial, and what went wrong. */
function trialLines({ fault, checks, tooMuch, seconds, error, proven }: TrialRecord): string[] {
  return [
    `${proven ? '✔' : '✘'} ${fault} (${seconds} s)`,
    ...checks.map(({ id, red, said }) => `    ${red ? 'red' : 'NOT RED'} ${id}: ${clipped(said)}`),
    ...tooMuch.map((one) => `    TOO MUCH ${one}`),
    ...(error === undefined ? [] : [`    ERROR ${error}`]),
  ];
}

export function selfTestSummary({ trials, redAnyway: red, none, undeclared }: SelfTestRecord): string {
  const proven = new Set(trials.filter((trial) => trial.proven).flatMap(({ checks }) => checks.map(({ id }) => id)));
  return [
    ...trials.flatMap(trialLines),
    ...red.map((one) => `red without a fault: ${one}`),
    ...none.map((one) => `nothing can turn it red here: ${one}`),
    ...(undeclared.length === 0 ? [] : [`no fault declared: ${undeclared.join(', ')}`]),
    `${trials.filter((trial) => trial.proven).length} of ${trials.length} faults found; ${proven.size} checks proven to turn red`,
  ].join('\n');
}

function nothingChosen(only: readonly string[]): UsageError {
  return new UsageError({
    code: 'NOTHING_CHOSEN',
    message: `no check with a fault, and no fault, is called ${only.join(', ')}`,
    hint: 'npm run dify-e2e -- plan --faults',
  });
}
