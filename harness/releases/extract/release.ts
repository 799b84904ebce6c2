import type { ReleaseFacts } from '../facts.ts';
import { composeFacts } from './compose.ts';
import { interpolated, shownDefault } from './defaults.ts';
import { envFacts } from './env-file.ts';
import type { ReleaseFiles, ReleaseIdentity } from './files.ts';
import { imageEnv, modesIn, queuesIn, scriptReads, userIn } from './images.ts';
import { migrationFacts } from './migrations.ts';
import { nextVersion } from './next-version.ts';
import { routesIn } from './routes.ts';
import { settingsFacts } from './settings.ts';

/** Of the shell and of the entrypoints themselves. */
const NOT_SETTINGS = new Set([
  'COMMIT_SHA',
  'CURRENT_VERSION',
  'PATH',
  'HOME',
  'PWD',
  'MODE',
  'DEFAULT_QUEUES',
  'VIRTUAL_ENV',
]);

/**
 * Makes the facts of a release from its files.
 * @throws Error if there is no docker/docker-compose.yaml: then it is no checkout of Dify.
 */
export function releaseFacts(files: ReleaseFiles, { version, date, commit, by }: ReleaseIdentity): ReleaseFacts {
  const compose = files.read('docker/docker-compose.yaml');
  if (compose === undefined) throw new Error(`${version}: no docker/docker-compose.yaml`);
  const env = envOf(files, compose);
  const { services, shared } = composeFacts(compose, env);
  const entrypoint = files.read('api/docker/entrypoint.sh') ?? '';
  return {
    ...{ version, date, source: { commit, by } },
    services,
    shared: Object.keys(shared).length > 0 ? shared : sharedFiles(files),
    env: shown(env),
    settings: shown(new Map([...settingsOf(files)].filter(([name]) => !NOT_SETTINGS.has(name)))),
    reads: { api: apiReads(files, entrypoint), web: webReads(files) },
    queues: queuesIn(entrypoint),
    modes: modesIn(entrypoint),
    routes: routesIn(files.read('docker/nginx/conf.d/default.conf.template') ?? '', env),
    users: { api: userIn(files.read('api/Dockerfile') ?? ''), web: userIn(files.read('web/Dockerfile') ?? '') },
    migrations: migrationsOf(files),
    next: nextVersion(
      `${files.read('web/pnpm-lock.yaml') ?? files.read('pnpm-lock.yaml') ?? files.read('web/yarn.lock') ?? ''}`,
      files.read('web/package.json') ?? '',
    ),
  };
}

const ENV_EXAMPLE = 'docker/.env.example';
const exampleFiles = (files: ReleaseFiles): readonly string[] =>
  files
    .list('docker/envs')
    .filter((path) => path.endsWith('.env.example') && !path.endsWith('/middleware.env.example'));

/** `.env` comes last: it takes precedence over the files below envs/. */
function envOf(files: ReleaseFiles, compose: string): ReadonlyMap<string, string> {
  const written = [...exampleFiles(files), ENV_EXAMPLE].flatMap((path) => [...envFacts(files.read(path) ?? '')]);
  const names = new Map(interpolated(compose));
  for (const [name, value] of written) if (value !== '' || !names.has(name)) names.set(name, value);
  return names;
}

/** From 1.15 Compose passes whole files instead of a list: what they have is shared. */
function sharedFiles(files: ReleaseFiles): Record<string, string> {
  const shared = [
    ...exampleFiles(files).filter((path) => !path.includes('/core-services/') || /shared|api\.env/.test(path)),
    ENV_EXAMPLE,
  ];
  const values = shared.flatMap((path) => [...envFacts(files.read(path) ?? '')]);
  return shown(new Map(values.filter(([name]) => !NOT_SETTINGS.has(name))));
}

const settingsOf = (files: ReleaseFiles): ReadonlyMap<string, string> =>
  new Map(
    files
      .list('api/configs')
      .filter((path) => path.endsWith('.py') && !path.includes('/remote_settings_sources/'))
      .flatMap((path) => [...settingsFacts(files.read(path) ?? '')]),
  );

const apiReads = (files: ReleaseFiles, entrypoint: string): string[] =>
  unique([...scriptReads(entrypoint), ...imageEnv(files.read('api/Dockerfile') ?? ''), ...files.directReads]);

const webReads = (files: ReleaseFiles): string[] =>
  unique([
    ...scriptReads(files.read('web/docker/entrypoint.sh') ?? ''),
    ...imageEnv(files.read('web/Dockerfile') ?? ''),
  ]);

const unique = (names: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => !NOT_SETTINGS.has(name)).sort();

function migrationsOf(files: ReleaseFiles): Record<string, readonly string[]> {
  const found = files.list('api/migrations/versions').flatMap((path) => {
    const facts = path.endsWith('.py') ? migrationFacts(files.read(path) ?? '') : undefined;
    return facts ? [[facts.revision, facts.slow] as const] : [];
  });
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const shown = (values: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, shownDefault(name, value)]),
  );
