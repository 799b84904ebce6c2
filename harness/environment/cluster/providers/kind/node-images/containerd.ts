import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pending, ready, waitFor } from '../../../../../core/wait.ts';
import { execIn, lastLines, removeContainer, stopContainer } from '../../../../engine/index.ts';
import { type OpenedVolume, startHelper } from './volume.ts';

/** containerd's namespace of what the kubelet runs. */
export const CTR_IMAGES = ['ctr', '--namespace', 'k8s.io', 'images'];

/** A container in which the node image's own containerd works on the files of a store. */
export interface Containerd extends AsyncDisposable {
  readonly container: string;
  /** Runs `ctr images …`. */
  ctr(args: readonly string[]): Promise<string>;
  /** @returns bytes of all content so far, packed. */
  bytes(): Promise<number>;
  /** @returns where the container has a file of the host; undefined where it has not. */
  pathOf(file: string): Promise<string | undefined>;
}

/** Folder of the packed content, below containerd's root. */
const CONTENT = 'io.containerd.content.v1.content';

/** Where folders of the host are mounted, one below the other. */
const HOST = '/host';

/**
 * @param root folder of its files, in the volume.
 * @param archives files of the host that it will read, if the engine can mount them: one on another machine can't.
 * @throws HarnessError when it does not answer within 30 s.
 */
export async function startContainerd(
  root: string,
  options: OpenedVolume,
  archives: readonly string[] = [],
): Promise<Containerd> {
  const folders = [...new Set(archives.map((file) => dirname(file)))];
  const { signal } = options;
  const container = await run(root, options, folders).catch((error: unknown) => {
    if (folders.length === 0) throw error;
    return run(root, options, []);
  });
  const ctr = async (args: readonly string[]) =>
    (await execIn(container, [...CTR_IMAGES, ...args], { timeoutMs: 300_000, ...(signal ? { signal } : {}) })).stdout;
  const end = async (): Promise<void> => {
    // It ends by itself, so that its databases are whole.
    await stopContainer(container);
    await removeContainer(container);
  };
  const poll = async () => {
    const { exitCode } = await execIn(container, ['ctr', 'version'], { allowFailure: true, timeoutMs: 10_000 });
    return exitCode === 0 ? ready(undefined) : pending((await lastLines(container, 1)).join(''));
  };
  try {
    await waitFor({ subject: 'containerd of the node image', timeoutMs: 30_000, intervalMs: 100, poll }, signal);
  } catch (error) {
    await end();
    throw error;
  }
  const bytes = async () => {
    const { stdout } = await execIn(container, ['du', '--summarize', '--bytes', `${root}/${CONTENT}`], {
      allowFailure: true,
    });
    return Number.parseInt(stdout, 10) || 0;
  };
  return { container, ctr, bytes, pathOf: (file) => pathIn(container, file, folders), [Symbol.asyncDispose]: end };
}

function run(root: string, options: OpenedVolume, folders: readonly string[]): Promise<string> {
  const mounts = folders.flatMap((folder, index) => ['--volume', `${folder}:${HOST}/${index}:ro`]);
  return startHelper(options, { entrypoint: ['containerd', '--root', root], flags: ['--privileged', ...mounts] });
}

/** An engine on another machine mounts a folder of its own, or an empty one, under that name: the size tells. */
async function pathIn(container: string, file: string, folders: readonly string[]): Promise<string | undefined> {
  const path = `${HOST}/${folders.indexOf(dirname(file))}/${basename(file)}`;
  const { exitCode, stdout } = await execIn(container, ['stat', '--format', '%s', path], { allowFailure: true });
  return exitCode === 0 && Number(stdout) === (await stat(file)).size ? path : undefined;
}
