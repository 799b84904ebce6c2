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
export async function readMissingCapabilities(): Promise<Capability[]> {
  return missingCapabilities(await readFile('/proc/self/status', 'utf8').catch(() => ''));
}
