import type { ContainerEnvironment, Variable } from '../input/environment.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { isSeen, rolesOf } from './settings.ts';

/** `CELERY_BROKER_URL`, parsed like Python's urllib: the last `@` ends user and password. */
export interface Broker {
  readonly environment: ContainerEnvironment;
  readonly variable: Variable;
  readonly scheme: string;
  /** As written, still URL-encoded. */
  readonly password: string | undefined;
  readonly host: string;
  readonly port: string;
  readonly database: string;
}

const FORM =
  /^(?<scheme>[a-z+]+):\/\/(?:(?<user>[^:@]*)(?::(?<password>.*))?@)?(?<host>[^@:/]+)(?::(?<port>[^/@]+))?(?:\/(?<database>[^?]*))?/;

/** @returns the brokers of API, worker and beat, each definition once; only Redis URLs. */
export function brokersOf(input: LintInput): Broker[] {
  const seen = new Set<string>();
  return rolesOf(input).backends.flatMap(({ environment }) => {
    const variable = environment.variables.get('CELERY_BROKER_URL');
    const parts = FORM.exec(variable?.value ?? '')?.groups;
    if (!variable || !parts?.scheme?.startsWith('redis')) return [];
    if (isSeen(seen, variable.definedAt)) return [];
    const { scheme, password, host = '', port = '6379', database = '0' } = parts;
    return [{ environment, variable, scheme, password, host, port, database: database || '0' }];
  });
}

/** @returns whether the broker is the Redis of `REDIS_HOST` and `REDIS_PORT`; undefined if unknown. */
export function isCacheRedis({ environment, host, port }: Broker): boolean | undefined {
  const redis = environment.variables.get('REDIS_HOST')?.value;
  const redisPort = environment.variables.get('REDIS_PORT')?.value || '6379';
  if (!redis) return undefined;
  if (redis === host && redisPort === port) return true;
  return [redis, host, redisPort, port].some(isSymbolic) ? undefined : false;
}
