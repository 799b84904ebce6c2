import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import type { CheckDeclaration } from '../../core/model/check.ts';
import { openCluster } from '../../environment/cluster/index.ts';
import { connectKube } from '../../environment/probes/kube.ts';
import { catalogue } from '../../run/catalogue.ts';
import { foldersOf, loadEnvironment, saveEnvironment } from '../../run/folders.ts';
import { failingAlready, selfTest, type TrialRecord } from './self-test.ts';
import { type SelfTestRecord, selfTestSummary, trialLines } from './summary.ts';
import { faultsOf, trialsOf, whyNone } from './trials.ts';

export interface SelfTestRequest {
  readonly run?: string;
  readonly only?: readonly string[];
  readonly whole?: boolean;
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

/**
 * Injects every declared fault into a running environment, one at a time, and expects exactly the declared checks to fail.
 * @throws UsageError `NOTHING_CHOSEN` if `only` matches neither a check with a fault nor a fault.
 */
export async function runSelfTest(request: SelfTestRequest): Promise<SelfTestRecord> {
  const environment = loadEnvironment(request.run);
  const folders = foldersOf(environment.runId);
  const [results, reportDir] = [join(folders.state, 'self-test'), `${folders.report}-self-test`];
  for (const folder of [results, reportDir]) mkdirSync(folder, { recursive: true });
  // Keep its evidence separate from the run's own.
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
    onTrial: (record: TrialRecord) => request.onLine(trialLines(record).join('\n')),
  };
  const [startedAt, failing] = [new Date().toISOString(), await failingAlready(options)];
  request.onLine(
    failing.length === 0 ? 'No check fails without a fault.' : `fails without a fault: ${failing.join('; ')}`,
  );
  const record: SelfTestRecord = {
    schema: 'dify-e2e/self-test/2',
    runId: environment.runId,
    startedAt,
    failingAlready: failing,
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

function nothingChosen(only: readonly string[]): UsageError {
  return new UsageError({
    code: 'NOTHING_CHOSEN',
    message: `no check with a fault, and no fault, is called ${only.join(', ')}`,
    hint: 'npm run dify-e2e -- plan --faults',
  });
}
