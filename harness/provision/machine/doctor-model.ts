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

/** A requirement of a run, and whether this machine meets it. */
export interface DoctorRow {
  readonly id: RowId;
  /** `warn`: a run is possible, but the value is doubtful. `unused`: missing, but not needed with this config. */
  readonly state: 'ok' | 'missing' | 'warn' | 'unused';
  /** What was found; not localized. */
  readonly value: string;
  readonly version?: string;
  /** Where it came from: `PATH`, `cache`, a socket. */
  readonly from?: string;
  /** The command that fixes it. */
  readonly fix?: string;
  /** Code of the error with which a run fails if this is missing. */
  readonly code?: ErrorCode;
  /** Whether `run` fixes it by itself. */
  readonly automatic?: boolean;
}

export interface DoctorReport {
  readonly rows: readonly DoctorRow[];
  /** Whether `run` can fix everything that is missing. */
  readonly ready: boolean;
  /** Whether Kubernetes and the other programs have still to be built, which takes more disk space and half an hour. */
  readonly cold: boolean;
}

export const GIB = 1024 ** 3;

/** @returns bytes in a readable form: `61.2 GiB`. */
export const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;
