import type { Config, StandInName } from '../../core/config/index.ts';
import type { LedgerEntry } from '../../core/model/run.ts';
import type { Endpoint } from '../environment.ts';
import type { PodProgram } from '../probes/pod-program.ts';
import type { StandInHost } from './host.ts';

/** What the module of a stand-in exports, as `standIn`: everything that the harness knows of it besides its entry in `STAND_INS`. */
export interface StandInModule {
  /** @returns the image that the config names for it; undefined for a run without it. */
  imageOf(config: Config): string | undefined;
  create(context: StandInContext): StandIn;
  /** How it can fail on purpose, besides being paused. */
  readonly faults?: Readonly<Partial<Record<StandInFaultKind, MakeFault>>>;
}

/** What a run gives a stand-in. */
export interface StandInContext {
  readonly config: Config;
  readonly image: StandInImage;
  /** A generated secret, by its name. */
  secret(name: string): string;
}

/** How a stand-in can fail, besides being paused: each is a kind of fault of its own in `environment/faults`. */
export type StandInFaultKind = 'full';

/** Makes a stand-in fail. Disposing of the result ends that. */
export type MakeFault = (means: FaultMeans) => Promise<AsyncDisposable>;

/** What a stand-in can use to fail on purpose. */
export interface FaultMeans {
  /** Runs a program in the stand-in's own container. */
  exec(argv: readonly string[]): Promise<void>;
  /** Runs a Python program in a pod of the API, with that pod's settings. */
  inApiPod(program: PodProgram, input: unknown): Promise<void>;
}

/** A real engine that stands where production has a machine outside the cluster. */
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
  /** Loopback address at which this machine reaches it. */
  readonly endpoint: Endpoint;
  readonly ledger: LedgerEntry;
  /** Writes something, reads it back, removes it. @returns the engine's version. @throws when it can't. */
  verify(): Promise<string>;
}

/** Image that a stand-in runs from, and where it came from. */
export interface StandInImage {
  readonly tag: string;
  readonly source: LedgerEntry['source'];
}
