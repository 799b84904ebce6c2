/**
 * How a variable of a service stands between Compose and Kubernetes:
 * `same`; `differs` and nothing says why (a fault); `documented` = it differs, with a reason in the config or because the
 * value is the address of a service; `missing-in-kubernetes` / `missing-in-compose`; `secret-same` / `secret-differs` = compared
 * by hash, never shown; `unknown` = a side is filled in at deploy time only, or comes from what is not in the files.
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

/** One side of a cell: what is written there, and where. */
export interface ParitySide {
  /** As the container gets it. Absent for a secret, and for a value that is not known from the files. */
  readonly value?: string;
  /** Where the value is written, `fixtures/compose/.env:12`; line from 1. */
  readonly file: string;
  readonly line: number;
  /** What it comes from, `ConfigMap dify-config`, `Secret dify-secret`, `environment`, `env_file`. */
  readonly source: string;
}

/** One variable of one service. */
export interface ParityCell {
  readonly variable: string;
  readonly state: ParityState;
  /** Absent = that side does not have the variable. */
  readonly compose?: ParitySide;
  readonly kubernetes?: ParitySide;
  /** Why it differs or is missing, where somebody wrote it down; why it could not be compared, for `unknown`. */
  readonly reason?: string;
}

/** The variables of one service on both sides. */
export interface ParityService {
  /** Part of the deployment: `api`, `plugin-daemon`. */
  readonly part: string;
  /** Name of the service in Compose, `plugin_daemon`; absent = Compose has none. */
  readonly compose?: string;
  /** `Deployment dify/dify-api`; absent = the set has none. */
  readonly workload?: string;
  /** Sorted by name. */
  readonly cells: readonly ParityCell[];
}

/** Service × variable: what the sign-off shows of ENV-1 and ENV-2. */
export interface ParityTable {
  /** The Compose file, as a person would open it. */
  readonly composeFile: string;
  /** In the order of the deployment description. */
  readonly services: readonly ParityService[];
}
