import { readFile } from 'node:fs/promises';

/** Bit numbers from `linux/capability.h`. */
const BITS = { CAP_NET_ADMIN: 12n, CAP_SYS_ADMIN: 21n, CAP_SYS_RESOURCE: 24n } as const;
export type Capability = keyof typeof BITS;

/** Capabilities that kind's privileged containers need. */
const NEEDED: readonly Capability[] = ['CAP_NET_ADMIN', 'CAP_SYS_ADMIN', 'CAP_SYS_RESOURCE'];

/**
 * @param status text of `/proc/<pid>/status`.
 * @returns needed capabilities that are missing in its bounding set; none if there is no such line.
 */
export function missingCapabilities(status: string): Capability[] {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/im.exec(status)?.[1];
  if (mask === undefined) return [];
  const set = BigInt(`0x${mask}`);
  return NEEDED.filter((name) => (set & (1n << BITS[name])) === 0n);
}

/** @returns the capabilities that this process, and so an engine that it starts, can't have. */
export const readMissingCapabilities = (): Promise<Capability[]> => missingIn('/proc/self/status');

/** Where dockerd writes its process id. */
const PID_FILE = '/var/run/docker.pid';

/**
 * Its user's own capabilities say nothing about an engine that is already there: it may be on the host of the container in which this runs.
 * @returns the capabilities that the engine on this machine can't have; none if its process is not to be found.
 */
export async function readMissingOfEngine(pidFile = PID_FILE): Promise<Capability[]> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  const name = Number.isNaN(pid) ? '' : await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'dockerd' ? missingIn(`/proc/${pid}/status`) : [];
}

async function missingIn(file: string): Promise<Capability[]> {
  return missingCapabilities(await readFile(file, 'utf8').catch(() => ''));
}
