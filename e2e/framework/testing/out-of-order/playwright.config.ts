import { defineConfig } from '@playwright/test';

/** Three checks whose files Playwright would run in the opposite order of their `dependsOn`; on fewer workers than checks that wait. */
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
