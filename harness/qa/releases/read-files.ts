import { command } from '../../provision/exec/index.ts';
import type { ReleaseFiles } from '../../releases/extract/files.ts';
import type { Commit } from './checkout.ts';

/** What the facts are made from; nothing else of Dify is read. */
const PATHS = [
  ...['docker/docker-compose.yaml', 'docker/.env.example', 'docker/envs', 'docker/nginx'],
  ...['api/docker/entrypoint.sh', 'api/Dockerfile', 'api/configs', 'api/migrations/versions'],
  ...['web/Dockerfile', 'web/docker/entrypoint.sh', 'web/package.json'],
  ...['web/pnpm-lock.yaml', 'web/yarn.lock', 'pnpm-lock.yaml'],
];

/** Reads the files of a release from git's objects; the work tree is not touched. */
export async function filesOf({ repository, commit }: Commit): Promise<ReleaseFiles> {
  const git = (args: readonly string[], input?: string) =>
    command('git', ['-C', repository, ...args], { allowFailure: true, ...(input === undefined ? {} : { input }) });
  const paths = (await git(['ls-tree', '-r', '--name-only', '-z', commit, '--', ...PATHS])).stdout
    .split('\0')
    .filter(Boolean);
  const wanted = paths.filter((path) => !path.endsWith('.pem')).sort();
  const request = wanted.map((path) => `${commit}:${path}`).join('\n');
  const texts = textsIn((await git(['cat-file', '--batch'], `${request}\n`)).stdout, wanted);
  const reads = await git(['grep', '-hoE', READ, commit, '--', 'api/*.py', ':!api/tests', ':!api/dev']);
  return {
    read: (path) => texts.get(path),
    list: (folder) => wanted.filter((path) => path.startsWith(`${folder}/`)),
    directReads: [...reads.stdout.matchAll(/["']([A-Z][A-Z0-9_]+)/g)].map(([, name = '']) => name),
  };
}

const READ = `os\\.(environ\\.get|getenv)\\(["'][A-Z][A-Z0-9_]+|os\\.environ\\[["'][A-Z][A-Z0-9_]+`;

/** `git cat-file --batch`: a line `ID blob SIZE`, then so many bytes and a line feed, for each object in turn. */
function textsIn(output: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const bytes = Buffer.from(output);
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of paths) {
    const end = bytes.indexOf('\n', at);
    const size = Number(
      / blob (\d+)$/.exec(bytes.toString('utf8', at, end < 0 ? bytes.length : end))?.[1] ?? Number.NaN,
    );
    if (Number.isNaN(size)) throw new Error(`git has no text for ${path}`);
    texts.set(path, bytes.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}
