import type { WaitStrategy } from 'testcontainers';

/** testcontainers waits for nothing: a stand-in is ready when its own `verify` has written and read back, which the harness's own wait asks. */
export const noWait: WaitStrategy = {
  waitUntilReady: async () => undefined,
  withStartupTimeout: () => noWait,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => 0,
};
