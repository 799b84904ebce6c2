/**
 * How a service's variable compares between Compose and Kubernetes:
 * `same`; `differs` without a documented reason (an error); `documented`: differs for a reason given in the config, or because the
 * value is the address of a service; `missing-in-kubernetes` / `missing-in-compose`; `secret-same` / `secret-differs` = compared
 * by hash, never shown; `unknown`: one side is filled in at deploy time, or comes from outside the files.
 */
export const PARITY_STATES = [
  'same',
  'differs',
  'documented',
  'missing-in-kubernetes',
  'missing-in-compose',
  'secret-same',
  'secret-differs',
  'unknown',
] as const;

export type ParityState = (typeof PARITY_STATES)[number];

/** One side of a comparison: the value, and where it is defined. */
export interface ParitySide {
  /** As the container gets it. Absent for a secret, and for a value that the files don't determine. */
  readonly value?: string;
  /** Where the value is written, `fixtures/compose/.env:12`; line from 1. */
  readonly file: string;
  readonly line: number;
  /** Its source: `ConfigMap dify-config`, `Secret dify-secret`, `environment`, `env_file`. */
  readonly source: string;
}

/** One variable of one service. */
export interface ParityCell {
  readonly variable: string;
  readonly state: ParityState;
  /** Absent if that side does not have the variable. */
  readonly compose?: ParitySide;
  readonly kubernetes?: ParitySide;
  /** The documented reason why it differs or is missing; for `unknown`, why it could not be compared. */
  readonly reason?: string;
}

/** The variables of one service on both sides. */
export interface ParityService {
  /** Part of the deployment: `api`, `plugin-daemon`. */
  readonly part: string;
  /** Name of the service in Compose, `plugin_daemon`; absent if Compose has none. */
  readonly compose?: string;
  /** `Deployment dify/dify-api`; absent if the set has none. */
  readonly workload?: string;
  /** Sorted by name. */
  readonly cells: readonly ParityCell[];
}

/** Service × variable: what the sign-off shows of ENV-1 and ENV-2. */
export interface ParityTable {
  /** Path of the Compose file, as shown to the user. */
  readonly composeFile: string;
  /** In the order of the deployment description. */
  readonly services: readonly ParityService[];
}
