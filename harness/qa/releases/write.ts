import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { dataFolder, type ReleaseIndex } from '../../releases/data.ts';
import { releaseFacts } from '../../releases/extract/release.ts';
import { type Json, patchBetween } from '../../releases/merge-patch.ts';
import { type Commit, releasesIn } from './checkout.ts';
import { filesOf } from './read-files.ts';

/** Releases that are known to exist, so that the data says what it lacks. */
const KNOWN_TO_EXIST: ReleaseIndex['notRead'] = [
  { version: '1.16.1', reason: 'known from charts that install it; in none of the checkouts that were read' },
];

/** The oldest release that the data has. */
export const OLDEST = '0.15.0';

export interface WriteRequest {
  /** Checkouts of Dify; together they have the releases. */
  readonly repositories: readonly string[];
  readonly onLine: (line: string) => void;
}

/**
 * Writes the facts of each release that the checkouts have: the first one whole, each other as what changed.
 * @returns the versions written, oldest first. The same checkouts always give the same files.
 * @throws UsageError `DIFY_CHECKOUT_INVALID` if there is no release in them.
 */
export async function writeReleases({ repositories, onLine }: WriteRequest): Promise<readonly string[]> {
  const commits = await releasesIn(repositories, OLDEST);
  if (commits.length === 0) throw noReleases(repositories);
  const folder = dataFolder();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  let before: Readonly<Record<string, Json>> = {};
  for (const commit of commits) {
    const facts = await factsOf(commit);
    writeFileSync(join(folder, `${commit.version}.json`), json(patchBetween(before, facts)));
    before = facts;
    onLine(`${commit.version}: ${commit.by} ${commit.commit.slice(0, 10)}, ${commit.date}`);
  }
  const releases = commits.map(({ version }) => version);
  const missing = KNOWN_TO_EXIST.filter(({ version }) => !releases.includes(version));
  writeFileSync(join(folder, 'index.json'), json({ releases, notRead: missing }));
  return releases;
}

const noReleases = (repositories: readonly string[]): UsageError =>
  new UsageError({
    code: 'DIFY_CHECKOUT_INVALID',
    message: `no release of Dify from ${OLDEST} on in ${repositories.join(', ')}`,
    likely: 'it is no git checkout of Dify, or a shallow one without tags and history',
    hint: 'git fetch --tags --unshallow in the checkout',
  });

const factsOf = async (commit: Commit): Promise<Readonly<Record<string, Json>>> =>
  JSON.parse(JSON.stringify(releaseFacts(await filesOf(commit), commit))) as Record<string, Json>;

/** One fact a line, so that a review shows what changed; lists stay on one line. */
const json = (value: unknown): string =>
  `${JSON.stringify(value, null, 1).replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_, inside: string) => `[${inside.replace(/\n\s+/g, ' ')}]`)}\n`;
