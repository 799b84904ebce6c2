import type { LedgerEntry } from '../../core/model/run.ts';
import type { Endpoint } from '../environment.ts';
import type { StandInHost } from './host.ts';

/** A real engine that stands where production has a machine outside the cluster. */
export interface StandIn {
  /** As in a check's `needs`. */
  readonly name: 'postgres' | 'redis' | 'milvus' | 's3' | 'outside-world';
  /** Ports inside the run's network; those of engines are the same as in production. */
  readonly ports: readonly number[];
  start(host: StandInHost): Promise<StartedStandIn>;
}

/** Only a started stand-in can be verified or paused. */
export interface StartedStandIn {
  readonly name: StandIn['name'];
  readonly containerId: string;
  /** Loopback address at which this machine reaches it. */
  readonly endpoint: Endpoint;
  readonly ledger: LedgerEntry;
  /** Writes something, reads it back, removes it. @returns the engine's version. @throws when it can't. */
  verify(): Promise<string>;
}

/** Docker image that a stand-in runs from, and where it came from. */
export interface StandInImage {
  readonly tag: string;
  readonly source: LedgerEntry['source'];
}
