/** The six services of the deployment, by the names of `parts` in the config. */
export type FaultyPart = 'api' | 'worker' | 'web' | 'sandbox' | 'plugin-daemon' | 'ssrf-proxy';

/**
 * One thing that can be broken on purpose in an environment that is up, and mended again: pure data, declared beside the check that it
 * turns red. Texts in `operations` may hold `${service:part}` and `${address:part}`: name and cluster address of a part's Service.
 */
export type Fault =
  | SwitchFault
  | EnvironmentFault
  | PatchFault
  | FileFault
  | RouteFault
  | SqlFault
  | StandInFault
  | NodesFault;

/** A fault that the contract double of the part has in itself, listed in its `faults.yaml`; in force and mended at once. */
export interface SwitchFault {
  readonly switch: string;
  readonly of: FaultyPart;
  /** In one replica only; in all unless told. */
  readonly replicas?: 'one';
}

/** Other variables for the part's container (`null` takes one away); rolled out anew, and back. */
export interface EnvironmentFault {
  readonly environment: FaultyPart;
  readonly set: Readonly<Record<string, string | null>>;
}

/** A JSON Patch (RFC 6902) of a live object; a changed Deployment is rolled out anew, and back. */
export interface PatchFault {
  readonly patch: 'Deployment' | 'Service' | 'Ingress';
  /** The part that the object belongs to; of an Ingress `web` or `api`, whose host it serves. */
  readonly part: FaultyPart;
  readonly operations: readonly PatchOperation[];
  /** Of a Deployment whose new pods can't become ready: in force as soon as they are there. */
  readonly neverReady?: true;
}

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  /** JSON Pointer: `/spec/ports/0/port`. */
  readonly path: string;
  readonly value?: unknown;
}

/** A text in a file that the part mounts from a ConfigMap is another one; the part is started anew with it, unless `unread`. */
export interface FileFault {
  readonly file: string;
  readonly part: FaultyPart;
  readonly replace: string;
  readonly with: string;
  /** The running container goes on with what it has read before. */
  readonly unread?: true;
}

/** An Ingress too many: the path of that host leads to the part. */
export interface RouteFault {
  readonly route: string;
  readonly host: 'web' | 'api' | 'any';
  readonly to: FaultyPart;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A statement in the API's database, and the one that takes it back. */
export interface SqlFault {
  readonly sql: string;
  readonly undo: string;
}

/** An engine outside of the cluster takes connections and answers nothing. */
export interface StandInFault {
  readonly standIn: 'postgres' | 'redis' | 'milvus' | 's3';
  readonly how: 'paused';
}

/** No node takes another pod: what a full cluster looks like. */
export interface NodesFault {
  readonly nodes: 'cordoned';
}

/** Why no fault can be made for a check. */
export interface NoFault {
  readonly none: string;
}
