import { expect, test } from 'vitest';
import { deniedByProxy } from './http-node.ts';
import type { NodeRun } from './workflow-app.ts';

const SQUID = { Via: '1.1 dify-ssrf-proxy (squid/5.7)' };
const node = (run: Partial<NodeRun>): NodeRun => ({ status: 'succeeded', outputs: {}, error: '', ...run });

test.each([
  [
    'since 1.11.2 it ends the node',
    { status: 'failed', error: "Access to 'http://x:22/' was blocked by SSRF protection." },
  ],
  ['before, it is the answer', { outputs: { status_code: 403, headers: SQUID } }],
])('a denial of the proxy: %s', (_, run) => {
  expect(deniedByProxy(node(run))).toBe(true);
});

test.each([
  ["the target's own 403", { outputs: { status_code: 403, headers: { Server: 'nginx' } } }],
  ['an answer through the proxy', { outputs: { status_code: 200, headers: SQUID } }],
  ['a failure of another kind', { status: 'failed', error: 'timed out' }],
])('%s is none', (_, run) => {
  expect(deniedByProxy(node(run))).toBe(false);
});
