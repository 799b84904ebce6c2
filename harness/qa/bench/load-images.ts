import { stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { pending, ready, waitFor } from '../../core/wait.ts';
import { clusterName, clusterProvider, type NodeImage } from '../../environment/cluster/index.ts';
import { docker, execIn, removeContainer, stopContainer } from '../../environment/engine/index.ts';
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
  /** `ctr images import`, one archive after the other, and nothing else. */
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
  await docker(['volume', 'create', VOLUME], { signal: bench.signal });
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
  const files = filesOf(images).map((file, index) => ({ file, path: `/archives/${index}.tar` }));
  const mounts = [`${VOLUME}:/bench`, ...files.map(({ file, path }) => `${file}:${path}:ro`)];
  const options = [...mounts.flatMap((mount) => ['--volume', mount]), '--entrypoint', 'containerd'];
  const run = ['run', '--detach', '--privileged', '--network', 'none', ...options, nodeImage, '--root', '/bench/ctr'];
  const container = (await docker(run, { signal })).stdout.trim();
  try {
    const poll = async () => {
      const { exitCode } = await execIn(container, ['ctr', 'version'], { allowFailure: true });
      return exitCode === 0 ? ready(undefined) : pending('no response');
    };
    await waitFor({ subject: 'containerd', timeoutMs: 30_000, poll }, signal);
    const started = performance.now();
    for (const { path } of files) {
      await execIn(container, ['ctr', '--namespace', 'k8s.io', 'images', 'import', path], {
        signal,
        timeoutMs: 900_000,
      });
    }
    return (performance.now() - started) / 1000;
  } finally {
    await stopContainer(container);
    await removeContainer(container);
  }
}

const filesOf = (images: readonly NodeImage[]): string[] => [
  ...new Set(images.flatMap(({ archive }) => archive ?? [])),
];
