import type { LintInput } from '../input/input.ts';
import { surgeOf } from '../resources/rollout.ts';
import { numberIn, processesOf } from './processes.ts';
import { type Program, programsOf, type Running } from './programs.ts';
import { nameIn } from './settings.ts';

/** What a workload may open to Redis at a peak. */
export interface ClientShare {
  readonly pods: number;
  readonly surge: number;
  readonly most: number;
  /** `dify-api 2 × 1 × (100 + 10)` */
  readonly text: string;
}

/** Connections that Celery keeps to its broker: `broker_pool_limit`. */
const BROKER_POOL = 10;
/** Of the plugin daemon: go-redis opens ten for each CPU that it sees; its image is counted with one. */
const DAEMON_POOL = 10;

/**
 * An estimate from above. Each request or task that is worked on may hold one connection, unless REDIS_MAX_CONNECTIONS
 * limits the pool of a process; Celery, also where the API sends tasks, has a pool to the broker. Sources: redis-py,
 * ConnectionPool; Celery, "Configuration and defaults": broker_pool_limit; Dify api/extensions/ext_redis.py.
 * @returns undefined if a number is filled in at deploy time.
 */
export function clientShares(input: LintInput): ClientShare[] | undefined {
  const shares = programsOf(input).flatMap((running) => shareOf(running) ?? []);
  return shares.some(({ most }) => Number.isNaN(most)) ? undefined : shares;
}

function shareOf({ environment, program }: Running): ClientShare | undefined {
  const each = perPod(environment, program);
  if (!each) return undefined;
  const { workload } = environment;
  const pods = workload.replicas ?? 1;
  return { pods, surge: surgeOf(workload), most: each.most, text: `${nameIn(environment)} ${pods} × ${each.formula}` };
}

function perPod(environment: Running['environment'], program: Program) {
  if (program === 'beat') return { most: BROKER_POOL, formula: `${BROKER_POOL}` };
  if (program === 'plugin-daemon') return { most: DAEMON_POOL, formula: `${DAEMON_POOL}` };
  const processes = processesOf(environment, program);
  if (!processes) return undefined;
  const pool = numberIn(environment, ['REDIS_MAX_CONNECTIONS'], processes.each);
  return { most: processes.count * (pool + BROKER_POOL), formula: `${processes.count} × (${pool} + ${BROKER_POOL})` };
}
