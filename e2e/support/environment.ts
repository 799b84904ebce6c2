import { readFileSync } from 'node:fs';
import {
  type Environment,
  HarnessError,
  messageOf,
  newestEnvironmentFile,
  registerSecrets,
} from '../../harness/index.ts';

/** The environment under test: the one that is named, else the newest that is up; `undefined` where there is none. */
export function findEnvironment(): Environment | undefined {
  const file = process.env.DIFY_E2E_ENVIRONMENT || newestEnvironmentFile();
  return file ? readEnvironment(file) : undefined;
}

/**
 * The environment under test; its secrets are unprintable from here on.
 * @throws HarnessError `NO_ENVIRONMENT` when none was named or its file can't be read.
 */
export function requireEnvironment(): Environment {
  const environment = findEnvironment();
  if (environment) return environment;
  throw noEnvironment(
    'DIFY_E2E_ENVIRONMENT is not set and no environment is up in this folder, so there is nothing to check',
  );
}

function readEnvironment(file: string): Environment {
  try {
    const environment = JSON.parse(readFileSync(file, 'utf8')) as Environment;
    registerSecrets([...Object.values(environment.secrets), environment.admin.password]);
    return environment;
  } catch (error) {
    throw noEnvironment(`the environment could not be read: ${messageOf(error)}`);
  }
}

function noEnvironment(message: string): HarnessError {
  const hint = 'dify-e2e up, then DIFY_E2E_ENVIRONMENT=.dify-e2e/runs/<run-id>/environment.json npx playwright test';
  return new HarnessError({ code: 'NO_ENVIRONMENT', message: `${message} (${hint})`, hint });
}
