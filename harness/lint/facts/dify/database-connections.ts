import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { surgeOf } from '../resources/rollout.ts';
import { numberIn, processesOf } from './processes.ts';
import { type Program, programsOf } from './programs.ts';
import { nameIn } from './settings.ts';

/** What a workload may open to the database. */
export interface ConnectionShare {
  readonly environment: ContainerEnvironment;
  readonly pods: number;
  /** Pods that exist in addition while a new release is rolled out. */
  readonly surge: number;
  /** Connections that each pod keeps open under load. */
  readonly kept: number;
  /** Connections of each pod at a peak. */
  readonly most: number;
  /** `2 × 1 × (30 + 10)`. */
  readonly formula: string;
}

/**
 * Each process has a pool of its own: gunicorn's workers, Celery's processes with the prefork pool. Sources: Dify
 * api/configs/middleware: SQLALCHEMY_POOL_SIZE 30, SQLALCHEMY_MAX_OVERFLOW 10; dify-plugin-daemon internal/types/app/config.go:
 * DB_MAX_OPEN_CONNS 30. Beat keeps one.
 * @returns undefined if a number is filled in at deploy time.
 */
export function connectionShares(input: LintInput): ConnectionShare[] | undefined {
  const shares = programsOf(input).flatMap((running) => {
    const each = perPod(running.environment, running.program);
    if (each === undefined) return [];
    const { replicas = 1 } = running.environment.workload;
    return [
      { environment: running.environment, pods: replicas, surge: surgeOf(running.environment.workload), ...each },
    ];
  });
  return shares.some(({ most }) => Number.isNaN(most)) ? undefined : shares;
}

function perPod(environment: ContainerEnvironment, program: Program) {
  if (program === 'beat') return { kept: 1, most: 1, formula: '1' };
  if (program === 'plugin-daemon') {
    const open = numberIn(environment, ['DB_MAX_OPEN_CONNS'], 30);
    return { kept: open, most: open, formula: `${open}` };
  }
  const processes = processesOf(environment, program);
  if (!processes) return undefined;
  const workers = processes.count;
  const pool = numberIn(environment, ['SQLALCHEMY_POOL_SIZE'], 30);
  const overflow = numberIn(environment, ['SQLALCHEMY_MAX_OVERFLOW'], 10);
  return { kept: workers * pool, most: workers * (pool + overflow), formula: `${workers} × (${pool} + ${overflow})` };
}

/** The sums of all shares, and how they come about. */
export interface ConnectionSum {
  readonly kept: number;
  readonly most: number;
  readonly duringRollout: number;
  readonly text: string;
}

export function connectionSum(shares: readonly ConnectionShare[]): ConnectionSum {
  const sum = (value: (share: ConnectionShare) => number): number =>
    shares.reduce((total, share) => total + value(share), 0);
  return {
    kept: sum(({ pods, kept }) => pods * kept),
    most: sum(({ pods, most }) => pods * most),
    duringRollout: sum(({ pods, surge, most }) => (pods + surge) * most),
    text: shares.map(({ environment, pods, formula }) => `${nameIn(environment)} ${pods} × ${formula}`).join(' + '),
  };
}
