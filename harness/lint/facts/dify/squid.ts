import type { Place } from '../../outcome.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { directoryOf, mountedFile, mountsOf } from './mounts.ts';
import { partsIn } from './settings.ts';

/** The squid.conf that a manifest mounts. */
export interface SquidConfig {
  /** Lines split into words, without comments. */
  readonly lines: readonly (readonly string[])[];
  readonly at: Place;
  /** Whether a volume hides the image's own `conf.d`. */
  readonly hidesDirectory: boolean;
}

/** @returns those of all proxies: none where the image's own file remains visible, or the content is not in the set. */
export const squidConfigs = (input: LintInput): SquidConfig[] =>
  partsIn(input, 'ssrf-proxy').flatMap((proxy) => squidConfig(input, proxy) ?? []);

function squidConfig(input: LintInput, proxy: ContainerEnvironment): SquidConfig | undefined {
  const file = mountedFile(input, proxy, '/etc/squid/squid.conf');
  if (file?.text === undefined) return undefined;
  const lines = file.text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  return {
    lines: lines.filter(([word]) => word !== ''),
    at: file.at,
    hidesDirectory: mountsOf(proxy).some((mount) => ['/etc/squid', '/etc/squid/conf.d'].includes(directoryOf(mount))),
  };
}
