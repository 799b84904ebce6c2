import type { ErrorCode } from '../../core/errors.ts';
import type { ToolName } from '../exec/versions.ts';

export type RowId =
  | ToolName
  | 'engine'
  | 'disk-cache'
  | 'disk-docker'
  | 'memory'
  | 'cores'
  | 'cpu-budget'
  | 'loopback'
  | 'cgroups'
  | 'inotify'
  | 'privileges';

/** One need of a run, and how it is met on this machine. */
export interface DoctorRow {
  readonly id: RowId;
  /** `warn`: a run is possible, but the value is worth a look. `unused`: not there, and this config does without. */
  readonly state: 'ok' | 'missing' | 'warn' | 'unused';
  /** What was found; free of language. */
  readonly value: string;
  readonly version?: string;
  /** Where it came from: `PATH`, `cache`, a socket. */
  readonly from?: string;
  /** The command that mends it. */
  readonly mend?: string;
  /** Stable code of the error that a run ends with when this stays missing. */
  readonly code?: ErrorCode;
  /** `run` mends it by itself. */
  readonly automatic?: boolean;
}

export interface DoctorReport {
  readonly rows: readonly DoctorRow[];
  /** Nothing is missing that `run` can't mend. */
  readonly ready: boolean;
  /** Kubernetes and friends have still to be built: needs more disk and half an hour. */
  readonly cold: boolean;
}

export const GIB = 1024 ** 3;

/** @returns bytes as a number a person reads: `61.2 GiB`. */
export const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;
