import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveReports } from './serve.ts';
import { sampleNoGo, sampleRun } from './testing/sample-run.ts';
import { writeReports } from './write.ts';

let root: string;
let server: Server;
let url: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dify-e2e-serve-'));
  await writeFile(join(root, '..', 'outside-of-serve.txt'), 'secret');
  ({ server, url } = await serveReports(join(root, 'reports'), 0));
});
afterEach(async () => {
  server.close();
  await rm(join(root, '..', 'outside-of-serve.txt'));
  await rm(root, { recursive: true });
});

/** Sends the path as it is: a URL would be tidied first. */
const get = (path: string, host = new URL(url).host) =>
  new Promise<{ status: number | undefined; text: string; type: string }>((done, fail) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, headers: { host } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        done({ status: response.statusCode, text, type: response.headers['content-type'] ?? '' }),
      );
    })
      .on('error', fail)
      .end();
  });

test('lists the runs, newest first, with what is wrong, and serves their files', async () => {
  expect((await get('/')).text).toContain('There are none yet');
  const newer = { ...sampleNoGo(), runId: 'newer', startedAt: '2026-03-02T10:00:00.000Z' };
  await writeReports({ ...sampleRun(), runId: 'older' }, join(root, 'reports', 'older'), 'en');
  await writeReports(newer, join(root, 'reports', 'newer'), 'en');
  const { text } = await get('/');
  expect(text.indexOf('newer/signoff.html')).toBeLessThan(text.indexOf('older/signoff.html'));
  expect(text).toContain('routing-web-host: http://dify.maywzh.com/console/api/ping was answered by web');
  const page = await get('/newer/signoff.html');
  expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
});

test('serves nothing outside of the directory, and nothing to a page of another site', async () => {
  await writeReports(sampleRun(), join(root, 'reports', 'run'), 'en');
  for (const path of ['/../../outside-of-serve.txt', '/%2e%2e/%2e%2e/outside-of-serve.txt', '/run', '/gone'])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  expect((await get('/%')).status).toBe(400);
  expect((await get('/run/signoff.html', 'attacker.example')).status).toBe(400);
});

test('listens on loopback only', () => {
  expect(server.address()).toMatchObject({ address: '127.0.0.1' });
});
