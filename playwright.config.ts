import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumArguments } from './e2e/framework/browser.ts';
import { findEnvironment, isThrownAway } from './e2e/framework/environment.ts';

const environment = findEnvironment();
/** Sources or build: all modules of a tree share one extension. */
const module = (path: string) => fileURLToPath(new URL(`${path}${extname(import.meta.url)}`, import.meta.url));
/** Playwright empties a phase's directory before it starts: a later round must not delete the evidence of an earlier one. */
const round = Number(process.env.DIFY_E2E_ROUND || 1);
const output = environment ? join(environment.reportDir, 'playwright') : resolve('reports', 'playwright');

const SIDE_BY_SIDE = 4;

/**
 * A phase is one invocation: `playwright test --project=smoke`. No project depends on another, so `--ui` works on any. Where checks
 * only read, or write data of their own, they run side by side; one fault or load at a time.
 */
const phase = (name: string, workers: number) => ({
  name,
  fullyParallel: workers > 1,
  testDir: `e2e/specs/${name}`,
  outputDir: join(output, round > 1 ? `${name}-${round}` : name),
  workers,
});

export default defineConfig({
  globalSetup: module('./e2e/framework/global-setup'),
  testMatch: `**/*.spec${extname(import.meta.url)}`,
  // A check that passes when tried again is flaky, and flaky is not passed.
  retries: 0,
  timeout: (environment?.config.timeouts.checkSeconds ?? 60) * 1000,
  // A page of the real web takes up to 20 s on 200m while other pods start; what holds sooner is not waited for.
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // The checks wait for the cluster more than they work: half the cores, Playwright's default, would be one worker on two.
  workers: SIDE_BY_SIDE,
  reporter: [[module('./e2e/framework/reporter')], ['list']],
  projects: [
    phase('foundation', 2),
    phase('smoke', SIDE_BY_SIDE),
    phase('failover', 1),
    phase('load', 1),
    phase('invariants', 1),
  ],
  use: {
    baseURL: `http://${environment?.config.hosts.web ?? 'localhost'}`,
    locale: 'en-US',
    serviceWorkers: 'block',
    // A picture holds what the console shows, a trace also what was typed.
    screenshot: environment?.ownCluster ? 'only-on-failure' : 'off',
    // Recorded for every check with a page: the film would take more of two cores than the page itself, and its last picture is kept anyway.
    trace:
      environment && isThrownAway(environment)
        ? { mode: 'retain-on-failure', screenshots: false, sources: false }
        : 'off',
    launchOptions: environment
      ? { executablePath: environment.tools.chromium, args: chromiumArguments(environment) }
      : {},
  },
});
