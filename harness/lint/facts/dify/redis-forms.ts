import type { ContainerEnvironment, Variable } from '../input/environment.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { type Program, programsOf } from './programs.ts';

/** How a program reaches Redis. */
export type RedisForm = 'plain' | 'sentinel' | 'cluster';

/** What a program of Dify is told about Redis. */
export interface RedisClient {
  readonly environment: ContainerEnvironment;
  readonly program: Program;
  readonly form: RedisForm;
  /** The switch; of a plain client the host. */
  readonly variable: Variable | undefined;
  /** `host:port` of the Sentinels or of the cluster's nodes, as written. */
  readonly nodes: readonly string[];
}

/** Python's and Go's readings of a boolean (pydantic, envconfig). */
const isTrue = (variable: Variable | undefined): boolean => /^(true|1|t|yes|y|on)$/i.test(variable?.value ?? '');

/**
 * @returns API, worker, beat and plugin daemon with the form in which they reach Redis. Sentinel comes before cluster
 *   (Dify api/extensions/ext_redis.py); the plugin daemon knows no cluster (internal/core/plugin_manager/manager.go).
 */
export function redisClients(input: LintInput): RedisClient[] {
  return programsOf(input).flatMap(({ environment, program }): RedisClient[] => {
    const isBackend = program === 'api' || program === 'worker' || program === 'beat';
    if (!isBackend && program !== 'plugin-daemon') return [];
    const { variables } = environment;
    const [sentinel, cluster] = [variables.get('REDIS_USE_SENTINEL'), variables.get('REDIS_USE_CLUSTERS')];
    if (isTrue(sentinel)) {
      return [
        { environment, program, form: 'sentinel', variable: sentinel, nodes: nodesOf(variables, 'REDIS_SENTINELS') },
      ];
    }
    if (isBackend && isTrue(cluster)) {
      return [
        { environment, program, form: 'cluster', variable: cluster, nodes: nodesOf(variables, 'REDIS_CLUSTERS') },
      ];
    }
    return [{ environment, program, form: 'plain', variable: variables.get('REDIS_HOST'), nodes: [] }];
  });
}

/** @returns the entries of a comma-separated list; none if it is filled in at deploy time. */
function nodesOf(variables: ContainerEnvironment['variables'], name: string): readonly string[] {
  const text = variables.get(name)?.value ?? '';
  return text === '' || isSymbolic(text) ? [] : text.split(',');
}

/** What Celery is told about its broker. */
export interface BrokerClient {
  readonly environment: ContainerEnvironment;
  readonly url: Variable;
  readonly scheme: string;
  readonly useSentinel: boolean;
}

/** @returns the brokers of API, worker and beat whose URL is known well enough to name its scheme. */
export function brokerClients(input: LintInput): BrokerClient[] {
  return programsOf(input).flatMap(({ environment, program }) => {
    const url = environment.variables.get('CELERY_BROKER_URL');
    const scheme = /^([a-z+]+):\/\//i.exec(url?.value ?? '')?.[1]?.toLowerCase();
    if (!url || !scheme || (program !== 'api' && program !== 'worker' && program !== 'beat')) return [];
    return [{ environment, url, scheme, useSentinel: isTrue(environment.variables.get('CELERY_USE_SENTINEL')) }];
  });
}

/** @returns the `host:port` pairs of a broker URL, without user and password; several for Sentinels (kombu separates them by `;`). */
export function brokerNodes({ url }: BrokerClient): string[] {
  const text = url.value ?? '';
  return text.split(';').flatMap((one) => {
    const rest = one.replace(/^[a-z+]+:\/\//i, '').replace(/^.*@/, '');
    const node = rest.split('/')[0] ?? '';
    return node && !isSymbolic(node) ? [node] : [];
  });
}
