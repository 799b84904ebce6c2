import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ready, waitFor } from '../../core/wait.ts';
import { startTraffic } from './steady.ts';

let server: Server;
afterEach(() => server.close());

/** Answers with `status(n)` to the n-th request and counts connections. */
async function serve(status: (n: number) => number): Promise<{ port: number; connections: () => number }> {
  let requests = 0;
  let connections = 0;
  server = createServer((_, res) => {
    requests += 1;
    res.writeHead(status(requests)).end('x');
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const until = (subject: string, done: () => boolean) =>
  waitFor({
    subject,
    timeoutMs: 10_000,
    intervalMs: 10,
    poll: async () => (done() ? ready(undefined) : { state: 'pending', reason: 'not yet' }),
  });

it('sends on new and on kept connections and reports each request', async () => {
  const { port, connections } = await serve(() => 200);
  const ingress = { host: '127.0.0.1', port };
  await using traffic = startTraffic({ ingress, url: 'http://a.test/', requestsPerSecond: 50, expectStatus: 200 });
  await until('40 requests', () => traffic.samples().length >= 40);
  const report = await traffic.stop();
  expect(report.connections).toEqual(['new', 'reused']);
  expect(report.samples.every((sample) => sample.ok)).toBe(true);
  const fresh = report.samples.filter((sample) => sample.stream === 0).length;
  expect(connections()).toBeGreaterThanOrEqual(fresh);
  expect(connections()).toBeLessThan(report.samples.length);
});

it('counts another status and a refused connection as failures, with the reason', async () => {
  const { port } = await serve((n) => (n > 10 ? 503 : 200));
  const ingress = { host: '127.0.0.1', port };
  await using traffic = startTraffic({ ingress, url: 'http://a.test/', requestsPerSecond: 50, expectStatus: 200 });
  await until('a 503', () => traffic.samples().some((sample) => sample.reason === 'HTTP 503'));
  server.close();
  server.closeAllConnections();
  await until('a refused connection', () => traffic.samples().some((sample) => sample.reason === 'ECONNREFUSED'));
});
