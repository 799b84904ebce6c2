import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const include = ['harness/**/*.test.ts', 'e2e/**/*.test.ts', 'fixtures/{doubles,outside}/**/*.test.ts'];
/** A mocked module must not reach other tests, nor one that they have loaded the mock: these run in a worker of their own. */
const mocking = globSync(include).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

export default defineConfig({
  test: {
    globalSetup: './harness/testing/global-setup.ts',
    testTimeout: 20_000,
    // One core less, Vitest's default, would leave half of two cores idle.
    maxWorkers: '100%',
    // All others share what a worker has loaded: loading the modules again for each file takes as long as the tests themselves.
    projects: [
      { extends: true, test: { name: 'shared', include, exclude: mocking, isolate: false } },
      { extends: true, test: { name: 'mocking', include: mocking } },
    ],
    // Only with --coverage, in `npm run check` and `npm test`: it takes about 30 % more CPU time.
    coverage: {
      provider: 'v8',
      include: ['harness/**/*.ts', 'e2e/**/*.ts', 'fixtures/{doubles,outside}/**/*.ts'],
      // What needs a cluster, an engine or a browser is carried out by the short run of `npm test`, not by unit tests.
      exclude: ['**/*.test.ts', '**/testing/**', '**/*.spec.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'coverage',
      // Slightly under what is reached: raise them with it.
      thresholds: { lines: 75, branches: 72, functions: 73, statements: 74 },
    },
  },
});
