import { command } from '../../provision/exec/index.ts';
import { compareReleases, isRelease } from '../../releases/versions.ts';

/** A release as a checkout has it. */
export interface Commit {
  readonly version: string;
  readonly repository: string;
  readonly commit: string;
  readonly by: 'tag' | 'version commit';
  /** ISO day. */
  readonly date: string;
}

const git = async (repository: string, args: readonly string[], input?: string): Promise<string> =>
  (await command('git', ['-C', repository, ...args], { allowFailure: true, ...(input === undefined ? {} : { input }) }))
    .stdout;

/**
 * Finds the releases in several checkouts of Dify; a tag is preferred to the commit that set the version.
 * @param since the oldest release to read.
 * @returns one commit a release, oldest first.
 */
export async function releasesIn(repositories: readonly string[], since: string): Promise<Commit[]> {
  const found = await Promise.all(
    repositories.map(async (repository) => [await tagged(repository), await versionCommits(repository)] as const),
  );
  const byVersion = new Map<string, Commit>();
  const preferred = [...found.flatMap(([tags]) => tags), ...found.flatMap(([, commits]) => commits)];
  for (const one of preferred) {
    if (isRelease(one.version) && compareReleases(one.version, since) >= 0 && !byVersion.has(one.version)) {
      byVersion.set(one.version, one);
    }
  }
  return [...byVersion.values()].sort((a, b) => compareReleases(a.version, b.version));
}

async function tagged(repository: string): Promise<Commit[]> {
  const format = '%(refname:short) %(objectname) %(*objectname) %(creatordate:short)';
  const lines = (await git(repository, ['for-each-ref', `--format=${format}`, 'refs/tags'])).split('\n');
  const tags = lines.map((line) => line.split(' ')).filter(([name = '']) => isRelease(name));
  return Promise.all(
    tags.map(async ([version = '', object = '', peeled = '']): Promise<Commit> => {
      const commit = peeled || object;
      return { version, repository, commit, by: 'tag', date: await dayOf(repository, commit) };
    }),
  );
}

const dayOf = async (repository: string, commit: string): Promise<string> =>
  (await git(repository, ['show', '-s', '--format=%cs', commit])).trim();

const COMPOSE = 'docker/docker-compose.yaml';
const IMAGE = /^([-+])\s+image: langgenius\/dify-api:(\S+)/gm;

/** The newest commit that set the version of the API's image in Dify's Compose file; an earlier one may have been reverted. */
async function versionCommits(repository: string): Promise<Commit[]> {
  const log = [
    'log',
    '--no-merges',
    '--format=%x00%H %cs',
    '-G',
    'image: langgenius/dify-api:',
    '-p',
    '-U0',
    '--',
    COMPOSE,
  ];
  const changes = (await git(repository, log)).split('\0').slice(1);
  const newest = new Map<string, Commit>();
  for (const change of changes) {
    const [, commit = '', date = ''] = /^(\w+) (\S+)/.exec(change) ?? [];
    const lines = [...change.matchAll(IMAGE)];
    const version = lines.find(([, sign]) => sign === '+')?.[2] ?? '';
    const before = lines.filter(([, sign]) => sign === '-').map(([, , removed]) => removed);
    // A further service of the same version is no release.
    if (before.length === 0 || before.includes(version) || newest.has(version)) continue;
    newest.set(version, { version, repository, commit, by: 'version commit', date });
  }
  return [...newest.values()];
}
