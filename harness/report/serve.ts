import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { history } from './history.ts';
import { renderHistory } from './render.ts';

const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' },
  ...{ '.md': 'text/plain; charset=utf-8', '.xml': 'application/xml', '.jpeg': 'image/jpeg', '.webp': 'image/webp' },
};

/**
 * Serves a reports' directory, with a list of its runs at `/`, on loopback only: reports may name hosts and people.
 * @param port 0 for any free one.
 */
export async function serveReports(dir: string, port: number): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = decoded(new URL(request.url ?? '/', 'http://localhost').pathname);
    const isOwnHost = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
    // A page of another site that has its own name point here must not read anything.
    if (!isOwnHost || path === undefined) return void response.writeHead(400).end();
    if (path === '/')
      return void response.writeHead(200, { 'content-type': TYPES['.html'] }).end(renderHistory(history(dir)));
    void send(resolve(dir), path).then(
      (found) => {
        if (!found) return void response.writeHead(404).end('not found\n');
        response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' });
        createReadStream(found).pipe(response);
      },
      () => void response.writeHead(500).end(),
    );
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${bound}/`, server };
}

/** @returns the file to send; undefined if there is none in the directory. */
async function send(root: string, path: string): Promise<string | undefined> {
  const file = resolve(join(root, path));
  if (!file.startsWith(root + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? file : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
