import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, type Page, type TestInfo } from '@playwright/test';
import {
  askedHosts,
  type Contract,
  connectKube,
  type EndState,
  type Environment,
  faultWindow,
  HarnessError,
  type IngressClient,
  type Kube,
  type OpenCluster,
  openCluster,
  packageRoot,
  redact,
  runInPod,
  waitFor,
  whyNotApplicable,
  workloadOf,
} from '../../harness/index.ts';
import { type Detected, detectVersion } from '../clients/api/deployed-version.ts';
import { CarefulClient, SET_UP_URL, SetUpPermit } from '../clients/api/set-up-permission.ts';
import type { InPod, PodAnswer, PodHttp } from '../clients/cluster/pod-http.ts';
import { consoleHost } from '../clients/cluster/topology.ts';
import { ConsoleSession } from '../clients/console/console-session.ts';
import { SharedTraffic } from '../clients/traffic/steady-traffic.ts';
import { BLOCKED, declaredIn, INCONCLUSIVE, NOT_APPLICABLE, RECORD } from './annotations.ts';
import { inconclusive } from './check.ts';
import { DEPENDENCIES_MS, dependenciesEnded } from './dependencies.ts';
import { findEnvironment, requireEnvironment } from './environment.ts';
import type { CheckNotes } from './records.ts';
import { obstacleOf, resultsFolder, saveState } from './results.ts';

export interface CheckFixtures {
  /** Records an observation for the report, in plain words. */
  readonly note: (text: string) => void;
  readonly measure: (name: string, value: number, unit: string, limit?: number) => void;
  /** Keeps a text with the report; secrets in it are masked. */
  readonly attach: (name: string, text: string, contentType?: string) => Promise<void>;
  /** Keeps a screenshot for the report, unless the console contains other data than the run's own. */
  readonly picture: (page: Page, name: string) => Promise<void>;
  /** What the deployed version of Dify must do; a check that uses it is inconclusive if the version is unknown. */
  readonly contract: Contract;
  /** A session that is not signed in yet. */
  readonly visitor: ConsoleSession;
  readonly record: CheckNotes;
}

export interface WorkerFixtures {
  /** Call it before something is broken on purpose, and dispose of the result when the deployment has recovered. */
  readonly fault: (name: string, targets: readonly string[]) => Disposable;
  readonly env: Environment;
  readonly setUpPermit: SetUpPermit;
  /** Requests from outside, through the ingress controller. */
  readonly http: IngressClient;
  readonly kube: Kube;
  /** The cluster below its Kubernetes API. */
  readonly cluster: OpenCluster;
  readonly inPod: InPod;
  readonly podHttp: PodHttp;
  readonly detected: Detected;
  /** Steady traffic that checks share. */
  readonly traffic: SharedTraffic;
  /** Signed in as the first administrator; the console must be set up. */
  readonly session: ConsoleSession;
}

export const test = base.extend<CheckFixtures, WorkerFixtures>({
  env: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => use(requireEnvironment()),
    { scope: 'worker' },
  ],
  setUpPermit: [async ({ env }, use) => use(new SetUpPermit(env)), { scope: 'worker' }],
  http: [
    async ({ env, setUpPermit }, use) => {
      await using client = new CarefulClient(env, askedHosts(env.config), setUpPermit);
      await use(client);
    },
    { scope: 'worker' },
  ],
  kube: [
    async ({ env }, use) => use(connectKube(env.kubeconfig, env.context, env.config.manifests.namespace)),
    { scope: 'worker' },
  ],
  cluster: [async ({ env }, use) => use(await openCluster(env)), { scope: 'worker' }],
  inPod: [
    async ({ env, kube }, use) =>
      use((part, program, input = {}, timeoutMs) => {
        const source = readFileSync(join(packageRoot(), 'e2e', 'programs', program), 'utf8');
        return runInPod(kube, workloadOf(env.config, part), { name: program, source }, input, timeoutMs);
      }),
    { scope: 'worker' },
  ],
  podHttp: [
    async ({ inPod }, use) => use((part, url, call = {}) => inPod<PodAnswer>(part, 'http_call.py', { ...call, url })),
    { scope: 'worker' },
  ],
  detected: [
    async ({ env, http, podHttp }, use) => use(await detectVersion({ env, http, podHttp })),
    { scope: 'worker' },
  ],
  fault: [
    async ({ env }, use) => use((name, targets) => faultWindow(env.reportDir, { name, targets })),
    { scope: 'worker' },
  ],
  traffic: [
    async ({ env }, use) => {
      await using traffic = new SharedTraffic(env);
      await use(traffic);
    },
    { scope: 'worker' },
  ],
  session: [
    async ({ env, http, detected }, use) => {
      if ('reason' in detected) throw new HarnessError({ code: 'VERSION_UNKNOWN', message: detected.reason });
      const session = new ConsoleSession(http, consoleHost(env.config), detected.contract);
      await use(await session.signIn(env.admin));
    },
    { scope: 'worker' },
  ],
  record: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use, testInfo) => {
      stopWhenNotApplicable(testInfo);
      const waitedMs = await stopWhenBlocked(testInfo);
      const record = { measurements: [], notes: [], waitedMs };
      await use(record);
      await testInfo.attach(RECORD, { body: redact(JSON.stringify(record)), contentType: 'application/json' });
      remember(testInfo, stateNow(testInfo));
    },
    // Waiting for other checks must not count against the check's own timeout.
    { auto: true, timeout: DEPENDENCIES_MS },
  ],
  context: async ({ context, setUpPermit }, use) => {
    // Pages send their forms directly, so block a setup here, too.
    await context.route(SET_UP_URL, (route) =>
      setUpPermit.forbids(route.request().method(), route.request().url()) ? route.abort() : route.fallback(),
    );
    await use(context);
  },
  contract: async ({ detected }, use) => use('reason' in detected ? inconclusive(detected.reason) : detected.contract),
  visitor: async ({ env, http, contract }, use) => use(new ConsoleSession(http, consoleHost(env.config), contract)),
  note: async ({ record }, use) => use((text) => void record.notes.push(redact(text))),
  measure: async ({ record }, use) =>
    use((name, value, unit, limit) => {
      const rounded = Math.round(value * 1000) / 1000;
      record.measurements.push({ name, value: rounded, unit, ...(limit === undefined ? {} : { limit }) });
    }),
  picture: async ({ env }, use, testInfo) =>
    use(async (page, name) => {
      if (!env.ownCluster) return;
      const path = testInfo.outputPath(`${name.replaceAll(' ', '-')}.png`);
      await page.screenshot({ path });
      // Not by attach(), which would copy the file.
      testInfo.attachments.push({ name, path, contentType: 'image/png' });
    }),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  attach: async ({}, use, testInfo) =>
    use(async (name, text, contentType = 'text/plain') => {
      const path = testInfo.outputPath(name);
      await writeFile(path, redact(text));
      await testInfo.attach(name, { path, contentType });
    }),
});

/** Skips the check, and with it its claims, if the set does not have what it is about. */
function stopWhenNotApplicable(testInfo: TestInfo): void {
  // Checks of the framework itself have no environment.
  const environment = findEnvironment();
  const reason = environment && whyNotApplicable(environment.config, declaredIn(testInfo.annotations, testInfo.title));
  if (reason === undefined) return;
  testInfo.annotations.push({ type: NOT_APPLICABLE, description: reason });
  remember(testInfo, 'not-applicable');
  testInfo.skip(true, reason);
}

/**
 * Skips the check if a dependency did not pass, after all of them have ended; a check run by hand, without a results directory,
 * always runs.
 * @returns how long it waited, in ms.
 */
async function stopWhenBlocked(testInfo: TestInfo): Promise<number> {
  const folder = resultsFolder();
  if (!folder) return 0;
  const started = performance.now();
  const { dependsOn = [] } = declaredIn(testInfo.annotations, testInfo.title);
  await waitFor(dependenciesEnded(folder, dependsOn));
  const waitedMs = Math.round(performance.now() - started);
  const obstacle = obstacleOf(folder, dependsOn);
  if (!obstacle) return waitedMs;
  const blocked = obstacle.kind === 'blocked';
  testInfo.annotations.push({
    type: blocked ? BLOCKED : INCONCLUSIVE,
    description: blocked ? JSON.stringify(obstacle) : obstacle.reason,
  });
  remember(testInfo, obstacle.kind);
  testInfo.skip(true, obstacle.reason);
  return waitedMs;
}

function stateNow(testInfo: TestInfo): EndState {
  if (testInfo.status === 'passed') return 'passed';
  if (testInfo.status !== 'skipped') return 'failed';
  const said = (wanted: string) => testInfo.annotations.some(({ type }) => type === wanted);
  if (said(NOT_APPLICABLE)) return 'not-applicable';
  return said(INCONCLUSIVE) ? 'inconclusive' : 'skipped';
}

function remember(testInfo: TestInfo, state: EndState): void {
  const folder = resultsFolder();
  if (folder) saveState(folder, declaredIn(testInfo.annotations, testInfo.title).id, state);
}
