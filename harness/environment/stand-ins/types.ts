import type { Config, StandInName } from '../../core/config/index.ts';
import type { LedgerEntry } from '../../core/model/run.ts';
import type { Endpoint } from '../environment.ts';
import type { PodProgram } from '../probes/pod-program.ts';
import type { StandInHost } from './host.ts';

/** What the module of a stand-in exports as `standIn`: everything about it except its entry in `STAND_INS`. */
export interface StandInModule {
  /** @returns its image in the config; undefined for a run without it. */
  imageOf(config: Config): string | undefined;
  create(context: StandInContext): StandIn;
  /** How it can fail on purpose, besides being paused. */
  readonly faults?: Readonly<Partial<Record<StandInFaultKind, MakeFault>>>;
}

/** What a run passes to a stand-in. */
export interface StandInContext {
  readonly config: Config;
  readonly image: StandInImage;
  /** A generated secret, by name. */
  secret(name: string): string;
}

/** How a stand-in can fail, besides being paused; each has its own kind of fault in `environment/faults`. */
export type StandInFaultKind = 'full';

/** Makes a stand-in fail. Disposing of the result repairs it. */
export type MakeFault = (means: FaultMeans) => Promise<AsyncDisposable>;

/** What a stand-in can use to fail on purpose. */
export interface FaultMeans {
  /** Where the stand-in's image came from: the published one and the one from packages may differ in what they contain. */
  readonly source: StandInImage['source'];
  /** Runs a program in the stand-in's own container. */
  exec(argv: readonly string[]): Promise<void>;
  /** Runs a Python program in an API pod, with that pod's settings. */
  inApiPod(program: PodProgram, input: unknown): Promise<void>;
}

/** A real engine in place of a server outside the cluster. */
export interface StandIn {
  /** As in a check's `needs`. */
  readonly name: StandInName;
  /** Ports inside the run's network; those of engines are the same as in production. */
  readonly ports: readonly number[];
  start(host: StandInHost): Promise<StartedStandIn>;
}

/** Only a started stand-in can be verified or paused. */
export interface StartedStandIn {
  readonly name: StandInName;
  readonly containerId: string;
  /** Loopback address on this machine. */
  readonly endpoint: Endpoint;
  readonly ledger: LedgerEntry;
  /** Writes something, reads it back, removes it. @returns the engine's version. @throws if that fails. */
  verify(): Promise<string>;
}

/** Image of a stand-in, and where it came from. */
export interface StandInImage {
  readonly tag: string;
  readonly source: LedgerEntry['source'];
}
