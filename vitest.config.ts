import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './harness/testing/global-setup.ts',
    include: ['harness/**/*.test.ts', 'e2e/**/*.test.ts', 'fixtures/{doubles,outside}/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
