import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

/** What the server tells; times are ms since the epoch, with fractions. */
type ServerMessage = { readonly up: number; readonly port: number } | { readonly down: number };

const now = (): number => performance.timeOrigin + performance.now();
const server = createServer((_, response) => response.end('ok'));
let port = 0;

const listen = (): void => {
  server.listen(port, '127.0.0.1', () => {
    port = (server.address() as AddressInfo).port;
    parentPort?.postMessage({ up: now(), port } satisfies ServerMessage);
  });
};

parentPort?.on('message', (message: 'up' | 'down') => {
  if (message === 'up') return listen();
  const down = now();
  server.close();
  server.closeAllConnections();
  parentPort?.postMessage({ down } satisfies ServerMessage);
});
listen();
