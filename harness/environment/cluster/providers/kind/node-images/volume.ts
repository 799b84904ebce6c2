import { CACHE_LABEL, docker, execIn, RUN_LABEL, removeContainer } from '../../../../engine/index.ts';
import { COPIES, DRAFTS, HELPER_LABEL, META, MOUNT, ROOT, readStores, STORES, type Store, VOLUME } from './layout.ts';

/** Stores that are kept: they share what they have in common, so the second and third cost little. */
const KEPT = 3;

export interface VolumeOptions {
  readonly runId: string;
  /** Its programs are used: every node image has `cp` and `find`. */
  readonly nodeImage: string;
  /** Name of the volume; undefined: the one of all runs. */
  readonly volume?: string | undefined;
  readonly signal?: AbortSignal;
}

/** The same, once the volume is there. */
export interface OpenedVolume extends VolumeOptions {
  readonly volume: string;
}

/** What runs in a container that has the volume. */
export interface Helper {
  readonly entrypoint: readonly [program: string, ...args: string[]];
  readonly flags?: readonly string[];
}

/** Starts a container of the node image with the volume in it, without a network, under the run's labels. @returns its id. */
export async function startHelper(options: OpenedVolume, { entrypoint, flags = [] }: Helper): Promise<string> {
  const { runId, nodeImage, volume, signal } = options;
  const [program, ...rest] = entrypoint;
  const args = [
    ...['run', '--detach', '--network', 'none', ...flags],
    ...['--label', `${RUN_LABEL}=${runId}`, '--label', `${HELPER_LABEL}=${runId}`],
    ...['--volume', `${volume}:${MOUNT}`, '--entrypoint', program, nodeImage, ...rest],
  ];
  return (await docker(args, signal ? { signal } : {})).stdout.trim();
}

/**
 * The volume with the stores, through a container that has it mounted: on many machines the engine's files are not the
 * host's. Disposing of it removes that container.
 */
export class ImagesVolume implements AsyncDisposable {
  readonly #container: string;
  readonly options: OpenedVolume;

  private constructor(container: string, options: OpenedVolume) {
    this.#container = container;
    this.options = options;
  }

  static async open({ runId, nodeImage, volume: name = VOLUME, signal }: VolumeOptions): Promise<ImagesVolume> {
    await docker(['volume', 'create', '--label', `${CACHE_LABEL}=node-images`, name]);
    const options = { runId, nodeImage, volume: name, ...(signal ? { signal } : {}) };
    const volume = new ImagesVolume(
      await startHelper(options, { entrypoint: ['sleep', '7200'], flags: ['--rm'] }),
      options,
    );
    await volume.run(['mkdir', '-p', STORES, DRAFTS, COPIES]);
    return volume;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeContainer(this.#container);
  }

  async run(argv: readonly string[], input?: string): Promise<string> {
    const signal = this.options.signal ? { signal: this.options.signal } : {};
    const { stdout } = await execIn(this.#container, argv, {
      timeoutMs: 300_000,
      ...signal,
      ...(input === undefined ? {} : { input }),
    });
    return stdout;
  }

  async stores(): Promise<Store[]> {
    return readStores(
      await this.run(['find', STORES, '-mindepth', '2', '-maxdepth', '2', '-name', META, '-exec', 'cat', '{}', '+']),
    );
  }

  /** @returns free bytes of the engine's disk. */
  async freeBytes(): Promise<number> {
    const lines = (await this.run(['df', '--block-size=1', '--output=avail', MOUNT])).trim().split('\n');
    return Number(lines.at(-1));
  }

  /** Copies a root folder without its data: hard links, and real copies of what containerd changes in place. */
  async copyRoot({ key, databases }: Pick<Store, 'key' | 'databases'>, to: string): Promise<void> {
    const from = `${STORES}/${key}/${ROOT}`;
    await this.run(['cp', '--archive', '--link', from, to]);
    const copy = ['cp', '--archive', '--parents', '--remove-destination', `--target-directory=${to}`];
    await this.run(['env', `--chdir=${from}`, ...copy, ...databases]);
  }

  async markUsed(key: string): Promise<void> {
    await this.run(['touch', `${STORES}/${key}`]);
  }

  /** Removes the stores that have not been used for longest. */
  async dropOldStores(): Promise<void> {
    const lines = await this.run(['find', STORES, '-mindepth', '1', '-maxdepth', '1', '-printf', '%T@ %p\\n']);
    const byAge = lines
      .trim()
      .split('\n')
      .sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a));
    const old = byAge.slice(KEPT).map((line) => line.slice(line.indexOf(' ') + 1));
    if (old.length > 0) await this.run(['rm', '-rf', ...old]);
  }
}
