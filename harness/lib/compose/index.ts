import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors/index.ts';
import { shown } from '../text/index.ts';
import { type Environment, handedIn, withEnvFiles } from './environment.ts';
import { isFile, isThere, placeIn } from './files.ts';
import { loadServices } from './load-services.ts';
import { Problems } from './problems.ts';
import { withProjectName } from './project-name.ts';
import { profilesOf, serviceOf } from './service.ts';
import type { ModelContext, Services } from './services.ts';
import type { ComposeProject, ComposeService } from './types.ts';

export type * from './types.ts';

export interface ComposeOptions {
  /** One or more `--env-file`, later ones override earlier ones; absent = the `.env` next to the first file, if any. */
  readonly envFile?: string | readonly string[];
  /** Enabled profiles, `*` for all; absent or empty = those in `COMPOSE_PROFILES`. */
  readonly profiles?: readonly string[];
  /**
   * Values for `${NAME}` that override every `.env`, like shell variables with docker compose; for known secrets.
   * The environment of this process is ignored, so that the same files give the same result on every machine.
   */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Reads a Compose deployment as `docker compose config` would show it (compared with compose-go in the tests): includes,
 * `extends`, env files, interpolation, profiles. Needs only the files and starts nothing.
 * @param file one file, or several to merge in this order, as with `docker compose -f a -f b`.
 * @throws UsageError `COMPOSE_…` with every problem as `file:line: message`.
 */
export async function loadCompose(
  file: string | readonly string[],
  options: ComposeOptions = {},
): Promise<ComposeProject> {
  const files = [file].flat().map((path) => resolve(path));
  const [main] = files;
  const absent = files.find((path) => !isThere(path));
  if (main === undefined || absent !== undefined) throw notFound(absent ?? '');
  const problems = new Problems();
  const environment = environmentOf(files, main, options, problems);
  const services = projectServices(files, main, environment, problems);
  if (services.size === 0 && problems.none) {
    problems.add('COMPOSE_INVALID', placeIn(main), 'no services found: is this a Compose file?');
  }
  const enabled = enabledServices(services, environment, options.profiles ?? [], problems);
  problems.throwIfAny(main);
  return { file: shown(main), services: enabled };
}

function notFound(file: string): UsageError {
  return new UsageError({
    code: 'COMPOSE_NOT_FOUND',
    message: file === '' ? 'no Compose file given' : `the Compose file ${shown(file)} does not exist`,
    hint: 'pass your docker-compose.yaml with --compose FILE',
  });
}

function environmentOf(
  files: readonly string[],
  main: string,
  { envFile, environment = {} }: ComposeOptions,
  problems: Problems,
): Environment {
  const given = envFile === undefined ? [join(dirname(main), '.env')].filter(isFile) : [envFile].flat();
  const envFiles = given.map((path) => resolve(path));
  for (const path of envFiles) {
    if (!isThere(path))
      problems.add('COMPOSE_ENV_FILE_MISSING', undefined, `the env file ${shown(path)} does not exist`);
  }
  return withProjectName(withEnvFiles(handedIn(environment), envFiles.filter(isThere), problems), files);
}

function projectServices(
  files: readonly string[],
  main: string,
  environment: Environment,
  problems: Problems,
): Services {
  const directory = dirname(main);
  const opened = files.map((path) => ({ path, includedAt: undefined }));
  const context: ModelContext = { directory, environment, problems, opened, reads: { count: 0 } };
  return loadServices(files, context, directory);
}

/** Env files of disabled services need not exist. */
function enabledServices(
  services: Services,
  environment: Environment,
  chosen: readonly string[],
  problems: Problems,
): ReadonlyMap<string, ComposeService> {
  const named = environment.get('COMPOSE_PROFILES')?.value.split(',') ?? [];
  const active = new Set(chosen.length > 0 ? chosen : named.map((profile) => profile.trim()));
  const enabled = new Map<string, ComposeService>();
  for (const [name, service] of services) {
    if (service.kind !== 'mapping') {
      problems.add('COMPOSE_INVALID', service.at, `services: ${name} must be a mapping, for example with an image`);
      continue;
    }
    const profiles = profilesOf(service);
    const isEnabled = profiles.length === 0 || active.has('*') || profiles.some((profile) => active.has(profile));
    if (isEnabled) enabled.set(name, serviceOf(name, service, environment, problems));
  }
  return enabled;
}
