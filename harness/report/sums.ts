import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const SUMS_FILE = 'SHA256SUMS';

/** Writes `SHA256SUMS` over every file of the folder, in the format that `sha256sum -c` reads. */
export async function writeSums(dir: string): Promise<void> {
  const lines: string[] = [];
  for (const path of await filesUnder(dir)) lines.push(`${await sha256(join(dir, path))}  ${path}\n`);
  await writeFile(join(dir, SUMS_FILE), lines.join(''));
}

/** @returns a line for each file that changed, disappeared or was added. Detects accidents, not tampering. */
export async function checkSums(dir: string): Promise<string[]> {
  const text = await readFile(join(dir, SUMS_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return [`${SUMS_FILE} is missing`];
  const wanted = new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  const present = new Set(await filesUnder(dir));
  const problems: string[] = [];
  for (const [path, sum] of wanted) {
    if (!present.has(path)) problems.push(`${path} is missing, but ${SUMS_FILE} lists it`);
    else if ((await sha256(join(dir, path))) !== sum)
      problems.push(`${path} does not match its checksum in ${SUMS_FILE}`);
  }
  for (const path of present) if (!wanted.has(path)) problems.push(`${path} is not listed in ${SUMS_FILE}`);
  return problems;
}

/** @returns relative paths with `/`, sorted; without `SHA256SUMS` itself; links are not followed. */
async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== SUMS_FILE)
    .sort();
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
