import { CoreV1Api } from '@kubernetes/client-node';
import { redact } from '../../../core/redact.ts';
import { type ClusterAccess, kubeConfigOf } from '../access.ts';
import { serverWords } from '../server-words.ts';
import type { LogTarget } from './view.ts';

const LAST_LINES = 20;

/** @returns the last log lines of the container's previous instance, or of the current one if there is none; redacted. */
export async function lastLines(
  access: ClusterAccess,
  namespace: string,
  { pod, container }: LogTarget,
): Promise<string[]> {
  const core = kubeConfigOf(access).makeApiClient(CoreV1Api);
  const read = (previous: boolean): Promise<string> =>
    core.readNamespacedPodLog({ namespace, name: pod, container, previous, tailLines: LAST_LINES });
  try {
    const text = await read(true).catch(() => read(false));
    const lines = text.trimEnd().split('\n');
    return [`last lines of ${pod}, container ${container}:`, ...lines.map((line) => `  ${redact(line)}`)];
  } catch (error) {
    return [`the log of ${pod}, container ${container}, could not be read: ${serverWords(error)}`];
  }
}
