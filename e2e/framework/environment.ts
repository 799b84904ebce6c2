import {
  type Environment,
  newestEnvironmentFile,
  readEnvironment,
  registerSecrets,
  UsageError,
} from '../../harness/index.ts';

/**
 * The first account: the run's own where it makes the instance; else the one that is given by `DIFY_E2E_ADMIN_EMAIL` and
 * `DIFY_E2E_ADMIN_PASSWORD`, which are read here and written nowhere. Empty texts where none is given.
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
 * Whether all that is typed into the console is the run's own and goes with it: on its own cluster, with secrets that it made itself.
 * Only then a trace, which holds what was typed, may be kept.
 */
export const isThrownAway = ({ ownCluster, config }: Pick<Environment, 'ownCluster' | 'config'>): boolean =>
  ownCluster && config.manifests.secretsFile === undefined;

/** The environment under test: the one that is named, else the newest that is up; `undefined` where there is none. */
export function findEnvironment(): Environment | undefined {
  const file = process.env.DIFY_E2E_ENVIRONMENT || newestEnvironmentFile();
  return file ? openEnvironment(file) : undefined;
}

/**
 * The environment under test; its secrets are unprintable from here on.
 * @throws UsageError `NO_ENVIRONMENT` when none was named ; `SAVED_STATE_UNREADABLE`.
 */
export function requireEnvironment(): Environment {
  const environment = findEnvironment();
  if (environment) return environment;
  throw noEnvironment(
    'DIFY_E2E_ENVIRONMENT is not set and no environment is up in this folder, so there is nothing to check',
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
  const hint = 'dify-e2e up, then DIFY_E2E_ENVIRONMENT=.dify-e2e/runs/<run-id>/environment.json npx playwright test';
  return new UsageError({ code: 'NO_ENVIRONMENT', message: `${message} (${hint})`, hint });
}
