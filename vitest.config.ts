import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['harness/**/*.test.ts', 'e2e/**/*.test.ts', 'fixtures/doubles/**/*.test.ts'], testTimeout: 20_000 },
});
