import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './harness/testing/global-setup.ts',
    include: ['harness/**/*.test.ts', 'e2e/**/*.test.ts', 'fixtures/{doubles,outside}/**/*.test.ts'],
    testTimeout: 20_000,
    // Only with --coverage: `npm run check` and `npm test`, not while watching.
    coverage: {
      provider: 'v8',
      include: ['harness/**/*.ts', 'e2e/**/*.ts', 'fixtures/{doubles,outside}/**/*.ts'],
      // What needs a cluster, an engine or a browser is carried out by the short run of `npm test`, not by unit tests.
      exclude: ['**/*.test.ts', '**/testing/**', '**/*.spec.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'coverage',
    },
  },
});
