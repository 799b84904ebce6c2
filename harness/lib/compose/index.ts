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
  /** One or several `--env-file`, a later one over an earlier one; absent = the `.env` beside the first file, if any. */
  readonly envFile?: string | readonly string[];
  /** Enabled profiles, `*` for all; absent or empty = those that `COMPOSE_PROFILES` names. */
  readonly profiles?: readonly string[];
  /**
   * Values for `${NAME}` that win over every `.env`, as the shell's own do with docker compose: secrets that are known.
   * The environment of this process is not looked at: the same files give the same result on every machine.
   */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Reads a Compose deployment as `docker compose config` would show it (compared with compose-go in the tests): includes,
 * `extends`, env files, interpolation, profiles. Nothing but the files is needed; starts nothing.
 * @param file one file, or several that are merged in this order, as with `docker compose -f a -f b`.
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
    problems.add('COMPOSE_INVALID', placeIn(main), 'there is no service: is this a Compose file?');
  }
  const enabled = enabledServices(services, environment, options.profiles ?? [], problems);
  problems.throwIfAny(main);
  return { file: shown(main), services: enabled };
}

function notFound(file: string): UsageError {
  return new UsageError({
    code: 'COMPOSE_NOT_FOUND',
    message: file === '' ? 'no Compose file is given' : `the Compose file ${shown(file)} is not there`,
    hint: 'give your docker-compose.yaml with --compose FILE',
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
    if (!isThere(path)) problems.add('COMPOSE_ENV_FILE_MISSING', undefined, `the env file ${shown(path)} is not there`);
  }
  return withProjectName(withEnvFiles(handedIn(environment), envFiles.filter(isThere), problems), files);
}

function projectServices(
  files: readonly string[],
  main: string,
  environment: Environment,
  problems: Problems,
): Services {
  const folder = dirname(main);
  const opened = files.map((path) => ({ path, askedAt: undefined }));
  const context: ModelContext = { folder, environment, problems, opened, reads: { count: 0 } };
  return loadServices(files, context, folder);
}

/** Env files of services that are not enabled need not be there. */
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
      problems.add('COMPOSE_INVALID', service.at, `services: ${name} must be a mapping, with an image, say`);
      continue;
    }
    const profiles = profilesOf(service);
    const isEnabled = profiles.length === 0 || active.has('*') || profiles.some((profile) => active.has(profile));
    if (isEnabled) enabled.set(name, serviceOf(name, service, environment, problems));
  }
  return enabled;
}
