import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../../core/errors.ts';
import type { Downloader } from './download.ts';
import { goError } from './go.ts';
import { createTools } from './tools.ts';
import { TOOLS } from './versions.ts';

let cacheDir: string;
let bin: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'tools-'));
  bin = join(cacheDir, 'bin');
});
afterEach(() => rm(cacheDir, { recursive: true }));

const program = async (path: string, says: string): Promise<string> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${says}"\n`);
  await chmod(path, 0o755);
  return path;
};
const kubectlIn = (folder: string): string => join(folder, 'tools', `kubectl-${TOOLS.kubectl.version}`, 'kubectl');
const noDownload: Downloader = { fetch: () => Promise.reject(new Error('must not be asked')) };

describe('createTools', () => {
  it('takes a fitting program on PATH before the cache', async () => {
    const path = await program(join(bin, 'kubectl'), 'Client Version: v1.35.1');
    await program(kubectlIn(cacheDir), 'Client Version: v1.34.4');
    const tools = createTools({ cacheDir, env: { PATH: bin }, downloader: noDownload });
    expect(await tools.resolve('kubectl')).toMatchObject({ path, from: 'PATH' });
  });

  it('takes the cache when the one on PATH is too old', async () => {
    await program(join(bin, 'kubectl'), 'Client Version: v1.20.0');
    const path = await program(kubectlIn(cacheDir), 'Client Version: v1.34.4');
    const tools = createTools({ cacheDir, env: { PATH: bin } });
    expect(await tools.resolve('kubectl')).toEqual({ name: 'kubectl', path, version: '1.34.4', from: 'cache' });
  });

  it('makes a tool once, also when it is asked for twice at once, and leaves no draft behind', async () => {
    const binary = await program(join(cacheDir, 'multi'), 'Client Version: v1.34.4');
    let builds = 0;
    const kubernetesBinary = async (): Promise<string> => {
      builds += 1;
      return binary;
    };
    const tools = createTools({ cacheDir, env: { PATH: bin }, kubernetesBinary });
    const [first, second] = await Promise.all([tools.resolve('kubectl'), tools.resolve('kubectl')]);
    expect(first).toEqual({ name: 'kubectl', path: kubectlIn(cacheDir), version: '1.34.4', from: 'built' });
    expect(second).toBe(first);
    expect(builds).toBe(1);
    expect(await readdir(join(cacheDir, 'tools'))).toEqual([`kubectl-${TOOLS.kubectl.version}`]);
  });

  it('refuses what was made but does not work', async () => {
    const binary = await program(join(cacheDir, 'multi'), 'Client Version: v1.20.0');
    const tools = createTools({ cacheDir, env: { PATH: bin }, kubernetesBinary: async () => binary });
    await expect(tools.resolve('kubectl')).rejects.toMatchObject({ code: 'TOOL_UNUSABLE' });
    expect(await readdir(join(cacheDir, 'tools'))).toEqual([]);
  });

  it('says what is there and what to type when there is no way to a tool', async () => {
    await program(join(bin, 'go'), 'go version go1.19.8 linux/amd64');
    const error = await createTools({ cacheDir, env: { PATH: bin } })
      .resolve('go')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'TOOL_MISSING', details: [`${join(bin, 'go')}: 1.19.8`] });
    expect((error as HarnessError).hint).toContain('GOTOOLCHAIN');
  });

  it('does not pass over a CHROME_PATH that is wrong', async () => {
    const tools = createTools({ cacheDir, env: { PATH: bin, CHROME_PATH: '/nowhere/chrome' } });
    await expect(tools.resolve('chromium')).rejects.toMatchObject({ code: 'CHROME_PATH_INVALID' });
  });
});

describe('goError', () => {
  const failed = (line: string): HarnessError =>
    new HarnessError({ code: 'COMMAND_FAILED', message: 'go failed', details: [line] });

  it('tells a missing network from a failed build', () => {
    expect(goError('x@v1', failed('dial tcp: lookup proxy.example: no such host')).code).toBe('GO_PROXY_UNREACHABLE');
    expect(goError('x@v1', failed('main.go:3: undefined: y')).code).toBe('GO_BUILD_FAILED');
  });
});
