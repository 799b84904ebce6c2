import { pending, ready, readyInTime } from '../../../harness/index.ts';
import type { PodHttp } from '../cluster/pod-http.ts';
import { runUserCode } from './user-code.ts';

/** On half a core it took 20 to 95 s. */
export const PREPARED_MS = 120_000;

/** One of the last files that the sandbox puts into the root of Python programs. */
const LATE_FILE = '/etc/resolv.conf';

/**
 * Waits until the sandbox has prepared the root in which Python programs run. It does that after it has begun to serve: `/health` answers
 * and programs run, but for a while they lack libraries and certificates, and resolve no name. No deployment causes or can mend that.
 * @returns whether it has. It may never do so, for example where a list of paths of its own lacks that file.
 */
export async function pythonPrepared(podHttp: PodHttp, timeoutMs = PREPARED_MS): Promise<boolean> {
  const poll = async () => {
    const printed = await runUserCode(podHttp, 'python3', `import os\nprint(os.path.exists('${LATE_FILE}'))`);
    return printed === 'True' ? ready(undefined) : pending(`code finds no ${LATE_FILE}`);
  };
  return readyInTime({ subject: 'the Python environment of the sandbox', timeoutMs, intervalMs: 1000, poll });
}
