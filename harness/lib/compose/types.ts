import type { Position } from '../yaml-source/index.ts';

/** A place in a Compose file, an included file, an `env_file` or the `.env`. */
export interface ComposePlace {
  /** Path as shown to users. */
  readonly file: string;
  readonly position: Position;
}

/** An interpolated text and the place that determines it: for a bare `${NAME}`, the line of the `.env` that sets it. */
export interface ComposeText {
  readonly value: string;
  readonly at: ComposePlace;
}

/** A variable of a service's container. */
export interface ComposeVariable {
  readonly name: string;
  /**
   * After interpolation. `undefined` = declared without a value and set nowhere: Compose does not pass it to the container.
   * A required `${NAME}` (`:?`) without a value stays as the text `${NAME}`.
   */
  readonly value: string | undefined;
  /** Whether `environment` or an `env_file` sets it. */
  readonly from: 'environment' | 'env_file';
  readonly at: ComposePlace;
  /** Variables that the value was interpolated from, in order, each followed by those that its own value came from. */
  readonly interpolated: readonly string[];
}

export interface ComposePort {
  /** In the container. */
  readonly target: number;
  /** On the host, possibly a range such as `8000-8010`; absent for `expose` and if Docker chooses the port. */
  readonly published?: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly at: ComposePlace;
}

export interface ComposeVolume {
  /** `bind`, `volume`, `tmpfs`, …; not every type has a source. */
  readonly type: string;
  /** The absolute path of a bind mount, or the name of a volume; empty for an anonymous volume. */
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
  /** Path of the main file, as shown to users. */
  readonly file: string;
  /** Enabled services: those without profiles, or with one of the chosen profiles. */
  readonly services: ReadonlyMap<string, ComposeService>;
}
