import { defineConfig } from '@playwright/test';

/** Checks whose files Playwright would run in the opposite order of their `dependsOn`, with fewer workers than waiting checks. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  timeout: 10_000,
  globalTimeout: 60_000,
  workers: Number(process.env.WORKERS ?? 1),
  outputDir: process.env.DIFY_E2E_RESULTS ?? 'reports',
  preserveOutput: 'never',
  reporter: [['../../reporter.ts']],
  projects: [{ name: 'smoke' }],
});
