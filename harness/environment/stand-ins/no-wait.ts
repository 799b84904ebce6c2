import type { WaitStrategy } from 'testcontainers';

/** No waiting by testcontainers: a stand-in is ready when its own `verify` succeeds, which the harness polls. */
export const noWait: WaitStrategy = {
  waitUntilReady: async () => undefined,
  withStartupTimeout: () => noWait,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => 0,
};
