import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accepts, firstAccepted, parseVersion } from './find.ts';
import { TOOLS } from './versions.ts';

describe('parseVersion', () => {
  it.each([
    ['k6 v1.8.1 (go1.26.8, linux/amd64)', '1.8.1'],
    ['kind v0.33.0 go1.26.8 linux/amd64', '0.33.0'],
    ['go version go1.26 linux/amd64', '1.26.0'],
    ['Docker version 28.2.2, build e6534b4', '28.2.2'],
    ['Chromium 156.0.8078.79 built on Debian GNU/Linux 12', '156.0.8078'],
    ['Client Version: v1.34.4\nKustomize Version: v5.5.0', '1.34.4'],
    ['usage: nothing', undefined],
  ])('%s', (output, version) => expect(parseVersion(output)).toBe(version));
});

describe('accepts', () => {
  it.each([
    ['kind', '0.33.4', true],
    ['kind', '0.34.0', false],
    ['kubectl', '1.35.9', true],
    ['kubectl', '1.32.4', false],
    ['go', '1.24.9', false],
    ['k6', '2.0.0', false],
  ] as const)('%s %s: %s', (name, version, yes) => expect(accepts(TOOLS[name], version)).toBe(yes));
});

describe('firstAccepted', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'find-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const program = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
    return path;
  };

  it('passes over a program that is too old or does not start, and says so', async () => {
    const old = await program('old', 'echo kind v0.20.0');
    const broken = await program('broken', 'echo v0.33.0; exit 3');
    const good = await program('good', 'echo kind v0.33.1');
    const found = await firstAccepted(TOOLS.kind, [old, broken, good], 'PATH');
    expect(found.tool).toEqual({ name: 'kind', path: good, version: '0.33.1', from: 'PATH' });
    expect(found.rejected).toEqual([
      { path: old, version: '0.20.0' },
      { path: broken, version: undefined },
    ]);
  });
});
