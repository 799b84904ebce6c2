import type { ExternalServerName } from '../config/stand-ins.ts';

/** The six services of the deployment, by the names of `parts` in the config. */
export type FaultyPart = 'api' | 'worker' | 'web' | 'sandbox' | 'plugin-daemon' | 'ssrf-proxy';

/**
 * One thing that is broken on purpose in an environment that is up, and mended again: pure data, declared beside the check that it
 * turns red. Texts in it may hold `${service:part}` and `${address:part}` (name and cluster address of a part's Service) and
 * `${external:redis}` (host:port of what is outside).
 */
export type Fault =
  | SwitchFault
  | EnvironmentFault
  | PatchFault
  | FileFault
  | TagFault
  | MovedTagFault
  | RouteFault
  | ControllerFault
  | ClaimFault
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
  /** `ConfigMap` is the one from which the part's container has its variables; the running container keeps the old ones. */
  readonly patch: 'Deployment' | 'Service' | 'ConfigMap';
  readonly part: FaultyPart;
  readonly operations: readonly PatchOperation[];
  /** The new pods of the Deployment are not meant to become ready: in force as soon as there is one. */
  readonly neverReady?: true;
}

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  /** JSON Pointer: `/spec/ports/0/port`. */
  readonly path: string;
  readonly value?: unknown;
}

/** A text in a file that the part mounts from a ConfigMap is another one; the part is started anew with it, and again without. */
export interface FileFault {
  readonly file: string;
  readonly part: FaultyPart;
  readonly replace: string;
  readonly with: string;
}

/** The part's image under another tag. */
export interface TagFault {
  readonly tag: string;
  readonly of: FaultyPart;
}

/** A container beside each pod's own, of an image whose tag was moved while the part was rolled out: the pods run two of them. */
export interface MovedTagFault {
  readonly movedTag: FaultyPart;
}

/** An Ingress too many: the path of that host leads to the part. */
export interface RouteFault {
  readonly route: string;
  /** `any`: a rule without a host. */
  readonly host: 'web' | 'api' | 'any';
  readonly to: FaultyPart;
  /** Written as this regular expression, which `route` fits. */
  readonly pattern?: string;
  /** For this class of controllers instead of the one that runs. */
  readonly ingressClass?: string;
}

/** The ingress controller of the harness, started anew with one more argument, or with one more thing that it does to every request. */
export interface ControllerFault {
  readonly controller: { readonly argument: string } | { readonly middleware: Readonly<Record<string, unknown>> };
}

/** A PersistentVolumeClaim too many, of a StorageClass that nobody serves. */
export interface ClaimFault {
  readonly claim: 'unserved';
}

/** A statement in the API's database, and the one that takes it back. */
export interface SqlFault {
  readonly sql: string;
  readonly undo: string;
}

/** An engine outside of the cluster takes connections and answers nothing, or reads and takes nothing more. */
export interface StandInFault {
  readonly standIn: ExternalServerName;
  readonly how: StandInFaultKind;
}

/** Every stand-in can be paused; which of them can be full, their own files say. */
export type StandInFaultKind = 'paused' | 'full';

/** No node takes another pod: what a full cluster looks like. */
export interface NodesFault {
  readonly nodes: 'cordoned';
}

/** Why no fault can be made for a check. */
export interface NoFault {
  readonly none: string;
}

/** @returns the fault in a few words, the same for the same fault: `switch any-key of sandbox`. */
export function nameOfFault(fault: Fault): string {
  if ('switch' in fault) return `switch ${fault.switch} of ${fault.of}${fault.replicas ? ', one replica' : ''}`;
  if ('environment' in fault) return `${Object.keys(fault.set).join(', ')} of ${fault.environment}`;
  if ('patch' in fault)
    return `${fault.patch} of ${fault.part}: ${fault.operations.map(({ path }) => path).join(', ')}`;
  if ('file' in fault) return `${fault.file} of ${fault.part}: "${fault.replace}" is "${fault.with}"`;
  if ('tag' in fault) return `tag ${fault.tag} of ${fault.of}`;
  if ('movedTag' in fault) return `tag moved under ${fault.movedTag}`;
  if ('route' in fault) return `route ${fault.route} of host ${fault.host} to ${fault.to}`;
  if ('controller' in fault) return `controller ${JSON.stringify(fault.controller)}`;
  if ('claim' in fault) return `claim ${fault.claim}`;
  if ('sql' in fault) return `sql ${fault.sql}`;
  if ('standIn' in fault) return `${fault.standIn} ${fault.how}`;
  return `nodes ${fault.nodes}`;
}

/** @returns whether an object of the manifest set is another one while the fault is in force: drift, and rightly found as such. */
export function changesTheSet(fault: Fault): boolean {
  return 'environment' in fault || 'patch' in fault || 'file' in fault || 'tag' in fault || 'movedTag' in fault;
}
