import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import websocket from '@fastify/websocket';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { askWebSocket } from './web-socket.ts';

const at = (port: number) => ({ host: '127.0.0.1', port });

test('a WebSocket is opened at the loopback port, whatever its host is called', async () => {
  await using app = fastify();
  await app.register(websocket);
  app.get('/echo', { websocket: true }, (socket) => void socket.on('message', (data) => socket.send(`${data}!`)));
  app.get('/first', { websocket: true }, (socket) => void socket.send('0{}'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const ingress = at((app.server.address() as AddressInfo).port);
  expect(await askWebSocket(ingress, 'ws://echo.example/echo', { words: 'hi', timeoutMs: 5_000 })).toBe('hi!');
  expect(await askWebSocket(ingress, 'ws://echo.example/first', { timeoutMs: 5_000 })).toBe('0{}');
});

test('one that is not upgraded, or stays silent, is a failure that says so', async () => {
  const server = createServer((_request, response) => response.end('plain'));
  server.on('upgrade', (_request, socket) => void socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ingress = at((server.address() as AddressInfo).port);
  await expect(askWebSocket(ingress, 'ws://echo.example/', { timeoutMs: 5_000 })).rejects.toMatchObject({
    code: 'WEBSOCKET_FAILED',
    message: expect.stringContaining('not opened'),
  });
  server.close();
});
