import { type ContainerEnvironment, isSymbolic } from '../input/environment.ts';
import type { Program } from './programs.ts';

/** How a container of the API image works at the same time. `NaN` = filled in at deploy time. */
export interface Processes {
  readonly count: number;
  /** Requests or tasks that each process works on at the same time. */
  readonly each: number;
  /** `gevent`, `prefork`, `sync`, … */
  readonly pool: string;
}

/** @returns the number; the default where it is not set, `NaN` where the files don't tell it. */
export function numberIn({ variables }: ContainerEnvironment, names: readonly string[], otherwise: number): number {
  const value = names.map((name) => variables.get(name)?.value).find((text) => text);
  if (!value) return otherwise;
  return isSymbolic(value) ? Number.NaN : Number(value);
}

const textIn = ({ variables }: ContainerEnvironment, names: readonly string[], otherwise: string): string =>
  names.map((name) => variables.get(name)?.value).find((text) => text) ?? otherwise;

/**
 * Source: Dify api/docker/entrypoint.sh. gunicorn: SERVER_WORKER_AMOUNT, SERVER_WORKER_CLASS, SERVER_WORKER_CONNECTIONS;
 * Celery: CELERY_WORKER_POOL before CELERY_WORKER_CLASS, CELERY_WORKER_CONCURRENCY before CELERY_WORKER_AMOUNT, and
 * CELERY_MAX_WORKERS where CELERY_AUTO_SCALE is on.
 * @returns undefined for other programs.
 */
export function processesOf(environment: ContainerEnvironment, program: Program): Processes | undefined {
  if (program === 'api') {
    const pool = textIn(environment, ['SERVER_WORKER_CLASS'], 'gevent');
    const isAsync = /gevent|eventlet/i.test(pool);
    const each = isAsync ? numberIn(environment, ['SERVER_WORKER_CONNECTIONS'], 10) : 1;
    return { count: numberIn(environment, ['SERVER_WORKER_AMOUNT'], 1), each, pool };
  }
  if (program !== 'worker') return undefined;
  const pool = textIn(environment, ['CELERY_WORKER_POOL', 'CELERY_WORKER_CLASS'], 'gevent');
  const isScaled = textIn(environment, ['CELERY_AUTO_SCALE'], 'false').toLowerCase() === 'true';
  const scaled = numberIn(environment, ['CELERY_MAX_WORKERS'], 1);
  const amount = numberIn(environment, ['CELERY_WORKER_CONCURRENCY', 'CELERY_WORKER_AMOUNT'], isScaled ? scaled : 1);
  return pool === 'prefork' ? { count: amount, each: 1, pool } : { count: 1, each: amount, pool };
}
