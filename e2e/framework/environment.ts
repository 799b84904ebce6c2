import {
  type Environment,
  newestEnvironmentFile,
  ownCommand,
  playwrightCommand,
  readEnvironment,
  registerSecrets,
  UsageError,
} from '../../harness/index.ts';

/**
 * The administrator: the run's own if the run creates the instance, otherwise the one given by `DIFY_E2E_ADMIN_EMAIL` and
 * `DIFY_E2E_ADMIN_PASSWORD`, which are never written to disk. Empty strings if none is given.
 */
export function administratorOf(
  { ownCluster, admin }: Pick<Environment, 'ownCluster' | 'admin'>,
  variables: Readonly<Record<string, string | undefined>>,
): Environment['admin'] {
  if (ownCluster) return admin;
  const { DIFY_E2E_ADMIN_EMAIL: email = '', DIFY_E2E_ADMIN_PASSWORD: password = '' } = variables;
  return { email, password, name: '' };
}

/**
 * Whether everything typed into the console is the run's own and is removed with it: on its own cluster, with secrets it generated.
 * Only then may a trace be kept, because it contains what was typed.
 */
export const isThrownAway = ({ ownCluster, config }: Pick<Environment, 'ownCluster' | 'config'>): boolean =>
  ownCluster && config.manifests.secretsFile === undefined;

/** The environment under test: the named one, otherwise the newest that is up; `undefined` if there is none. */
export function findEnvironment(): Environment | undefined {
  const file = process.env.DIFY_E2E_ENVIRONMENT || newestEnvironmentFile();
  return file ? openEnvironment(file) : undefined;
}

/**
 * The environment under test; its secrets are masked from here on.
 * @throws UsageError `NO_ENVIRONMENT` if there is none; `SAVED_STATE_UNREADABLE`.
 */
export function requireEnvironment(): Environment {
  const environment = findEnvironment();
  if (environment) return environment;
  throw noEnvironment(
    'DIFY_E2E_ENVIRONMENT is not set and no environment is up in this directory, so there is nothing to check',
  );
}

function openEnvironment(file: string): Environment {
  const saved = readEnvironment(file);
  const environment = { ...saved, admin: administratorOf(saved, process.env) };
  const { admin, ownCluster } = environment;
  registerSecrets([admin.password, ...(ownCluster ? [] : [admin.email])]);
  return environment;
}

function noEnvironment(message: string): UsageError {
  const hint = `${ownCommand('up')}, then: ${playwrightCommand('')}`;
  return new UsageError({ code: 'NO_ENVIRONMENT', message: `${message} (${hint})`, hint });
}
