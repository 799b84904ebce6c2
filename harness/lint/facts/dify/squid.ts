import type { Place } from '../../outcome.ts';
import type { LintInput } from '../input/input.ts';
import { folderOf, mountedFile, mountsOf } from './mounts.ts';
import { partIn } from './settings.ts';

/** Squid's own file, where a manifest replaces it. */
export interface SquidConfig {
  /** Lines in words, without comments. */
  readonly lines: readonly (readonly string[])[];
  readonly at: Place;
  /** The image's own `conf.d` is hidden by a volume. */
  readonly hidesFolder: boolean;
}

/** @returns undefined where the image's own file stays, or its content is not in the set. */
export function squidConfig(input: LintInput): SquidConfig | undefined {
  const proxy = partIn(input, 'ssrf-proxy');
  const file = proxy && mountedFile(input, proxy, '/etc/squid/squid.conf');
  if (!proxy || file?.text === undefined) return undefined;
  const lines = file.text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  return {
    lines: lines.filter(([word]) => word !== ''),
    at: file.at,
    hidesFolder: mountsOf(proxy).some((mount) => ['/etc/squid', '/etc/squid/conf.d'].includes(folderOf(mount))),
  };
}
