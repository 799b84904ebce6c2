import type { Position } from '../yaml-source/index.ts';

/** Where something is written in a Compose file, an included one, an `env_file` or the `.env`. */
export interface ComposePlace {
  /** As a person would open it. */
  readonly file: string;
  readonly position: Position;
}

/** An interpolated text and the place that decides it: of a mere `${NAME}` the line of the `.env` that sets it. */
export interface ComposeText {
  readonly value: string;
  readonly at: ComposePlace;
}

/** A variable of a service's container. */
export interface ComposeVariable {
  readonly name: string;
  /**
   * After interpolation. `undefined` = named without a value and set nowhere: Compose leaves it out of the container.
   * A `${NAME}` that is required (`:?`) and has no value here stays as the text `${NAME}`.
   */
  readonly value: string | undefined;
  /** `environment`, or the `env_file` that gives it. */
  readonly from: 'environment' | 'env_file';
  readonly at: ComposePlace;
  /** Names that the value was interpolated from, in order, each with those that its own value came from. */
  readonly interpolated: readonly string[];
}

export interface ComposePort {
  /** In the container. */
  readonly target: number;
  /** On the host, `8000-8010` to choose from; absent for `expose` and where Docker chooses. */
  readonly published?: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly at: ComposePlace;
}

export interface ComposeVolume {
  /** `bind`, `volume`, `tmpfs`, …; not every kind has a source. */
  readonly type: string;
  /** A bind's path is absolute; the name of a volume; empty for a volume without a name. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly at: ComposePlace;
}

export interface ComposeService {
  readonly name: string;
  readonly at: ComposePlace;
  readonly image: ComposeText | undefined;
  readonly environment: ReadonlyMap<string, ComposeVariable>;
  /** `ports` and `expose`. */
  readonly ports: readonly ComposePort[];
  readonly volumes: readonly ComposeVolume[];
  readonly networks: readonly string[];
  readonly profiles: readonly string[];
}

/** A Compose project as `docker compose config` would show it, each value with its place. */
export interface ComposeProject {
  /** The main file, as a person would open it. */
  readonly file: string;
  /** Services that are enabled: without profiles, or with one of the chosen ones. */
  readonly services: ReadonlyMap<string, ComposeService>;
}
