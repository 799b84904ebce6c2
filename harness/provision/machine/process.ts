import { readFile } from 'node:fs/promises';
import type { ProcessIdentity } from './state.ts';

/**
 * @param stat text of `/proc/<pid>/stat`.
 * @returns state letter and start time in clock ticks since boot. The program's name may contain spaces and brackets, so
 *   fields are counted from its last closing bracket (proc(5): state is field 3, starttime field 22).
 */
export function parseStat(stat: string): { state: string; startTicks: string } | undefined {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state && startTicks ? { state, startTicks } : undefined;
}

/** @returns the identity of that process, or undefined if it has ended (including zombies). */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = parseStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return { pid, startTicks: stat.startTicks, bootId };
}

/** @returns whether exactly this process is still running, not another one that reuses its id. */
export async function isAlive(known: ProcessIdentity): Promise<boolean> {
  const now = await identify(known.pid);
  return now !== undefined && now.startTicks === known.startTicks && now.bootId === known.bootId;
}
