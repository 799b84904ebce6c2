import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IngressClient } from './ingress-client.ts';

let server: Server;
let client: IngressClient;
/** Ends the answer to `/pieces`. */
let finish: () => void;

beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/pieces') {
      res.write('first ');
      finish = () => void res.end('last');
      return;
    }
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      res.setHeader('set-cookie', ['a=1', 'b=2']);
      res.end(JSON.stringify({ host: req.headers.host, url: req.url, body, method: req.method }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new IngressClient({ host: '127.0.0.1', port }, ['dify.test']);
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
  server.close();
});

describe('IngressClient', () => {
  it('keeps the real host name while it connects to loopback', async () => {
    const answer = await client.request('http://dify.test/console/api?x=1', { method: 'POST', json: { a: 1 } });
    expect(JSON.parse(answer.body)).toEqual({
      host: 'dify.test',
      url: '/console/api?x=1',
      body: '{"a":1}',
      method: 'POST',
    });
    expect(answer.setCookies).toEqual(['a=1', 'b=2']);
  });

  it('sends a file as the field of a form', async () => {
    const file = { name: 'a.txt', content: new Blob(['content'], { type: 'text/plain' }) };
    const { body } = JSON.parse((await client.request('http://dify.test/', { method: 'POST', file })).body);
    expect(body).toContain('name="file"; filename="a.txt"');
    expect(body).toContain('content');
  });

  it('tells of each piece of an answer when it arrives, before the answer is whole', async () => {
    const pieces: string[] = [];
    const answer = client.request('http://dify.test/pieces', { onPiece: (text) => void pieces.push(text) });
    await expect.poll(() => pieces).toEqual(['first ']);
    finish();
    expect((await answer).body).toBe('first last');
    expect(pieces.join('')).toBe('first last');
  });

  it('refuses a host that is not under test', async () => {
    await expect(client.request('http://example.org/')).rejects.toThrow('which is not under test');
  });

  it('refuses https, which the rehearsal does not serve', async () => {
    await expect(client.request('https://dify.test/')).rejects.toThrow('which is not under test');
  });
});
