import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDownloader } from './download.ts';

describe('createDownloader', () => {
  let folder: string;
  let server: Server;
  let asked: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'download-'));
    asked = [];
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  const serve = async (answer: RequestListener): Promise<string> => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('follows redirects and keeps a file whose digest is the pinned one', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.end('program');
    });
    const target = join(folder, 'tool');
    await createDownloader().fetch({ url: `${base}/old`, sha256: sha256('program') }, target);
    expect(await readFile(target, 'utf8')).toBe('program');
  });

  it('throws away a file with another digest', async () => {
    const base = await serve((_request, response) => response.end('<html>please log in</html>'));
    const target = join(folder, 'tool');
    const fetching = createDownloader().fetch({ url: `${base}/tool`, sha256: sha256('program') }, target);
    await expect(fetching).rejects.toMatchObject({ code: 'DOWNLOAD_CHECKSUM' });
    await expect(access(target)).rejects.toThrow();
  });

  it('gives up on a server that hangs in the middle, and does not ask it again', async () => {
    const base = await serve((_request, response) => void response.write('prog'));
    const downloader = createDownloader(200);
    const file = { url: `${base}/tool`, sha256: sha256('program') };
    const target = join(folder, 'tool');
    await expect(downloader.fetch(file, target)).rejects.toMatchObject({ code: 'DOWNLOAD_REFUSED' });
    await expect(access(target)).rejects.toThrow();
    await expect(downloader.fetch(file, target)).rejects.toThrow(/skipped because of an earlier failure/);
    // Three times, then never again.
    expect(asked).toEqual(['/tool', '/tool', '/tool']);
  });

  it('takes up a broken download where it broke', async () => {
    const ranges: (string | undefined)[] = [];
    const target = join(folder, 'tool');
    const base = await serve((request, response) => {
      ranges.push(request.headers.range);
      if (ranges.length > 1) return void response.writeHead(206).end('ram');
      response.writeHead(200, { 'content-length': 7 }).write('prog');
      // Not before it has been received.
      const wait = setInterval(async () => {
        const { size } = await stat(`${target}.part`).catch(() => ({ size: 0 }));
        if (size > 0) response.destroy();
        if (size > 0) clearInterval(wait);
      }, 10);
    });
    await createDownloader().fetch({ url: `${base}/tool`, sha256: sha256('program') }, target);
    expect(await readFile(target, 'utf8')).toBe('program');
    expect(ranges).toEqual([undefined, 'bytes=4-']);
  });

  it('begins again where the server knows no ranges', async () => {
    const base = await serve((_request, response) => {
      if (asked.length === 1) response.writeHead(200, { 'content-length': 7 }).write('prog', () => response.destroy());
      else response.end('program');
    });
    const target = join(folder, 'tool');
    await createDownloader().fetch({ url: `${base}/tool`, sha256: sha256('program') }, target);
    expect(await readFile(target, 'utf8')).toBe('program');
  });

  it('asks a busy server again', async () => {
    const base = await serve((_request, response) => {
      if (asked.length === 1) response.writeHead(503).end();
      else response.end('program');
    });
    await createDownloader().fetch({ url: `${base}/tool`, sha256: sha256('program') }, join(folder, 'tool'));
    expect(asked).toHaveLength(2);
  });

  it('takes a refusal for a refusal', async () => {
    const base = await serve((_request, response) => response.writeHead(403).end());
    const fetching = createDownloader().fetch({ url: `${base}/tool`, sha256: '' }, join(folder, 'tool'));
    await expect(fetching).rejects.toThrow(/HTTP 403/);
  });
});
