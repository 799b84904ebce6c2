import { pending, ready, waitFor } from '../../../../../core/wait.ts';
import { docker, execIn, lastLines, RUN_LABEL, stopContainer } from '../../../../engine/index.ts';
import { MOUNT } from './layout.ts';
import type { OpenedVolume } from './volume.ts';

/** containerd's namespace of what the kubelet runs. */
export const CTR_IMAGES = ['ctr', '--namespace', 'k8s.io', 'images'];

/** A container in which the node image's own containerd works on the files of a store. */
export interface Containerd extends AsyncDisposable {
  readonly container: string;
  /** Runs `ctr images …`. */
  ctr(args: readonly string[]): Promise<string>;
}

/** @param root folder of its files, in the volume. @throws HarnessError when it does not answer within 30 s. */
export async function startContainerd(
  root: string,
  { runId, nodeImage, volume, signal }: OpenedVolume,
): Promise<Containerd> {
  const { stdout } = await docker(
    ['run', '--detach', '--privileged', '--network', 'none', '--label', `${RUN_LABEL}=${runId}`].concat([
      '--volume',
      `${volume}:${MOUNT}`,
      '--entrypoint',
      'containerd',
      nodeImage,
      '--root',
      root,
    ]),
    signal ? { signal } : {},
  );
  const container = stdout.trim();
  const ctr = async (args: readonly string[]) =>
    (await execIn(container, [...CTR_IMAGES, ...args], { timeoutMs: 300_000, ...(signal ? { signal } : {}) })).stdout;
  const end = async (): Promise<void> => {
    // It ends by itself, so that its databases are whole.
    await stopContainer(container);
    await docker(['rm', '--force', '--volumes', container]);
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
  return { container, ctr, [Symbol.asyncDispose]: end };
}
