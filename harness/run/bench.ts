import { HarnessError } from '../core/errors.ts';
import type { StartedCluster } from '../environment/cluster/index.ts';
import type { RunNetwork } from '../environment/engine/index.ts';
import type { Environment } from '../environment/environment.ts';
import type { StandInHost, StartedStandIn } from '../environment/stand-ins/index.ts';
import type { ResolvedTool, ToolName } from '../provision/exec/index.ts';
import type { ImageStore, ResolvedImage } from '../provision/images/index.ts';
import type { Session } from './session.ts';

/** What the steps of a run hand on to each other. */
export interface BenchItems {
  tools: ReadonlyMap<ToolName, ResolvedTool>;
  images: ImageStore;
  nodeImage: ResolvedImage;
  standInImages: ReadonlyMap<string, ResolvedImage>;
  clusterImages: ReadonlyMap<string, ResolvedImage>;
  network: RunNetwork;
  cluster: StartedCluster;
  standInHost: StandInHost;
  standIns: readonly StartedStandIn[];
  environment: Environment;
}

/** The work-bench of one run: a step puts its result here, later ones take it. */
export class Bench {
  readonly session: Session;
  /** Aborts when the run is interrupted; outlives every step. */
  readonly signal: AbortSignal;
  readonly #items: Partial<BenchItems> = {};
  /** Where builds that no single step owns tell how far they are. */
  report: (line: string) => void = () => undefined;

  constructor(session: Session, signal: AbortSignal) {
    this.session = session;
    this.signal = signal;
  }

  put<K extends keyof BenchItems>(name: K, item: BenchItems[K]): void {
    this.#items[name] = item;
  }

  /** @throws HarnessError `STEP_ORDER` when no earlier step has put it there: a mistake in the plan. */
  take<K extends keyof BenchItems>(name: K): BenchItems[K] {
    const item = this.#items[name];
    if (item === undefined)
      throw new HarnessError({ code: 'STEP_ORDER', message: `no earlier step has made "${name}"` });
    return item as BenchItems[K];
  }

  /** @returns the item if some step got so far. */
  peek<K extends keyof BenchItems>(name: K): BenchItems[K] | undefined {
    return this.#items[name];
  }
}
