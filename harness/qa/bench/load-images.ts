import { stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { HarnessError } from '../../core/errors.ts';
import { clusterName, clusterProvider, type NodeImage } from '../../environment/cluster/index.ts';
import {
  CTR_IMAGES,
  ownArchives,
  startContainerd,
} from '../../environment/cluster/providers/kind/node-images/index.ts';
import { CACHE_LABEL, docker, execIn } from '../../environment/engine/index.ts';
import { median } from './race.ts';

/** Never the volume of real runs: the bench begins with an empty one each round. */
const VOLUME = 'dify-e2e-bench-images';
const RUN_ID = 'bench-load-images';

export interface LoadBench {
  readonly nodeImage: string;
  readonly kindConfig: string;
  /** From uncompressed `docker save` archives. */
  readonly images: readonly NodeImage[];
  readonly rounds: number;
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

/** Medians of the rounds. */
export interface LoadTimes {
  readonly bytes: number;
  /** `ctr images import` of the same archives, the node's own included, one after the other, and nothing else. */
  readonly ctrSeconds: number;
  /** Everything that a first run does until the nodes can start. */
  readonly firstSeconds: number;
  /** The same in a later run. */
  readonly laterSeconds: number;
}

/** Measures how long images take into the nodes, beside containerd alone, in turns. @throws HarnessError of what failed. */
export async function benchLoadImages(bench: LoadBench): Promise<LoadTimes> {
  const times = { ctr: [] as number[], first: [] as number[], later: [] as number[] };
  for (let round = 1; round <= bench.rounds; round += 1) {
    times.ctr.push(await fresh(bench, () => secondsOfCtr(bench)));
    await fresh(bench, async () => {
      times.first.push(await secondsOfPrepare(bench));
      times.later.push(await secondsOfPrepare(bench));
      return 0;
    });
    bench.onLine(`round ${round}: ${JSON.stringify(times)}`);
  }
  const sizes = await Promise.all(filesOf(bench.images).map(async (file) => (await stat(file)).size));
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    ctrSeconds: median(times.ctr),
    firstSeconds: median(times.first),
    laterSeconds: median(times.later),
  };
}

async function fresh<T>(bench: LoadBench, task: () => Promise<T>): Promise<T> {
  const provider = await clusterProvider('kind');
  // `prune` removes it after a crash.
  await docker(['volume', 'create', '--label', `${CACHE_LABEL}=bench`, VOLUME], { signal: bench.signal });
  try {
    return await task();
  } finally {
    await provider.destroy(clusterName(RUN_ID));
    await docker(['volume', 'rm', '--force', VOLUME]);
  }
}

async function secondsOfPrepare({ nodeImage, kindConfig, images, signal }: LoadBench): Promise<number> {
  const provider = await clusterProvider('kind');
  const job = { runId: RUN_ID, nodeImage, configFile: kindConfig, images, volume: VOLUME, onProgress: () => undefined };
  const started = performance.now();
  await provider.prepareImages?.(job, signal);
  const seconds = (performance.now() - started) / 1000;
  await provider.destroy(clusterName(RUN_ID));
  return seconds;
}

/** Reads the archives itself, as the harness lets it where it can: nothing stands between containerd and the files. */
async function secondsOfCtr({ nodeImage, images, signal }: LoadBench): Promise<number> {
  const files = filesOf(images);
  const options = { runId: RUN_ID, nodeImage, volume: VOLUME, signal };
  await using containerd = await startContainerd('/images/ctr', options, files);
  // The control plane's, too: an empty store lacks them, and the first run imports them.
  const own = (await ownArchives(containerd.container)).map(({ path }) => path);
  const given = await Promise.all(files.map(async (file) => (await containerd.pathOf(file)) ?? notMounted(file)));
  const paths = [...own, ...given];
  const started = performance.now();
  for (const path of paths) {
    await execIn(containerd.container, [...CTR_IMAGES, 'import', path], { signal, timeoutMs: 900_000 });
  }
  return (performance.now() - started) / 1000;
}

function notMounted(file: string): never {
  throw new HarnessError({ code: 'IMAGE_ARCHIVE_MISSING', message: `the engine cannot mount ${file}` });
}

const filesOf = (images: readonly NodeImage[]): string[] => [
  ...new Set(images.flatMap(({ archive }) => archive ?? [])),
];
