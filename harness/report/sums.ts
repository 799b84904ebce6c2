import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const SUMS_FILE = 'SHA256SUMS';
/** Signed statements over `SHA256SUMS`, so it can't be in it. */
export const SIGNATURES_FILE = 'signoff.intoto.jsonl';

/** Writes `SHA256SUMS` over every file of the folder, in the format that `sha256sum -c` reads. */
export async function writeSums(dir: string): Promise<void> {
  const [file, sums] = [join(dir, SUMS_FILE), await sumsOf(dir)];
  const before = await readFile(file, 'utf8').catch(() => undefined);
  await writeFile(file, sums);
  // What was signed is no longer so, unless every file was made again as it was.
  if (before !== sums) await rm(join(dir, SIGNATURES_FILE), { force: true });
}

async function sumsOf(dir: string): Promise<string> {
  const lines: string[] = [];
  for (const path of await filesUnder(dir)) lines.push(`${await sha256(join(dir, path))}  ${path}\n`);
  return lines.join('');
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
  // Such as a changed separator, which hides nothing but was not written by us.
  if (problems.length === 0 && text !== (await sumsOf(dir))) problems.push(`${SUMS_FILE} itself was edited`);
  return problems;
}

/** @returns relative paths with `/`, sorted; without `SHA256SUMS` and its signatures; links are not followed. */
async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== SUMS_FILE && path !== SIGNATURES_FILE)
    .sort();
}

export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
