import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractOf, IngressClient } from '../../../harness/index.ts';
import { ConsoleSession } from './console-session.ts';

const HOST = 'dify.test';
const account = { email: 'a@dify.test', password: 'pässword-1' };

/** What the API saw: method, path, credentials and body. */
interface Seen {
  readonly call: string;
  readonly headers: Record<string, string | undefined>;
  readonly body: unknown;
}

let seen: Seen[] = [];
let server: Server;
let answer: (call: string, response: ServerResponse) => void = (_, response) => response.end('{}');

beforeEach(async () => {
  seen = [];
  server = createServer(async (request: IncomingMessage, response) => {
    const call = `${request.method} ${request.url}`;
    const { cookie, authorization, 'x-csrf-token': csrf } = request.headers;
    const body = request.headers['content-type'] ? await json(request) : undefined;
    seen.push({ call, headers: { cookie, authorization, csrf: csrf?.toString() }, body });
    answer(call, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const client = () => new IngressClient({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, [HOST]);

describe('a session of Dify 1.9.1', () => {
  it('sends the plain password, keeps the returned tokens, and sends the access token', async () => {
    answer = (_, response) => response.end('{"result":"success","data":{"access_token":"one","refresh_token":"two"}}');
    await using http = client();
    const session = await new ConsoleSession(http, HOST, contractOf('1.9.1')).signIn(account);
    await session.workspace();
    await session.refresh();
    await session.logOut();
    expect(seen.map(({ call }) => call)).toEqual([
      'POST /console/api/login',
      'GET /console/api/workspaces/current',
      'POST /console/api/refresh-token',
      'GET /console/api/logout',
    ]);
    expect(seen[0]?.body).toMatchObject({ password: account.password });
    expect(seen[1]?.headers).toEqual({ authorization: 'Bearer one', cookie: undefined, csrf: undefined });
    expect(seen[2]?.body).toEqual({ refresh_token: 'two' });
    expect(session.tokens).toEqual({ access: 'one', refresh: 'two', csrf: '', prefix: '' });
  });
});

describe('a session of Dify 1.11.4', () => {
  const cookies = (prefix: string) =>
    ['access_token', 'refresh_token', 'csrf_token'].map(
      (name, index) => `${prefix}${name}=${index}; Path=/; Max-Age=60`,
    );

  it.each(['', '__Host-'] as const)(
    'keeps the cookies and sends the CSRF token with each call, prefix %j',
    async (prefix) => {
      answer = (_, response) => response.setHeader('set-cookie', cookies(prefix)).end('{"result":"success"}');
      await using http = client();
      const session = await new ConsoleSession(http, HOST, contractOf('1.11.4')).signIn(account);
      await session.workspace();
      await session.refresh();
      expect(seen[0]?.body).toMatchObject({ password: Buffer.from(account.password).toString('base64') });
      expect(seen[1]).toMatchObject({
        call: 'POST /console/api/workspaces/current',
        headers: { csrf: '2', authorization: undefined },
      });
      expect(seen[1]?.headers.cookie).toContain(`${prefix}access_token=0`);
      expect(seen[2]).toMatchObject({ headers: { cookie: `${prefix}refresh_token=1`, csrf: undefined } });
    },
  );

  it('is signed out when the response clears the cookies', async () => {
    answer = (call, response) =>
      response
        .setHeader(
          'set-cookie',
          call.includes('logout') ? cookies('').map((one) => one.replace('60', '0')) : cookies(''),
        )
        .end('{"result":"success"}');
    await using http = client();
    const session = await new ConsoleSession(http, HOST, contractOf('1.11.4')).signIn(account);
    await session.logOut();
    expect(session.tokens).toMatchObject({ access: '', refresh: '', csrf: '' });
  });

  it('is rejected if the response is 200 but not a success', async () => {
    answer = (_, response) => response.end('{"result":"fail","data":"workspace not found"}');
    await using http = client();
    const nobody = new ConsoleSession(http, HOST, contractOf('1.11.4'));
    await expect(nobody.signIn(account)).rejects.toThrow('workspace not found');
  });
});
