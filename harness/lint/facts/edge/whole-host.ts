import { sampleHosts } from '../ingress/hosts.ts';
import type { LintInput } from '../input/input.ts';
import { answeredAt } from './answers.ts';
import { type EdgePath, edgePaths } from './edge-paths.ts';

/** What nobody can do without: pages, console and apps. */
const CORE: ReadonlySet<string> = new Set(['/', '/console/api', '/api']);

export const isCore = ({ location }: EdgePath): boolean => CORE.has(location);

/** @returns the host that serves the console, the apps and the pages, as Dify's own nginx does; undefined if they are split. */
export function wholeHost(input: LintInput): string | undefined {
  const core = edgePaths(input).filter(isCore);
  return sampleHosts(input).find((host) => core.every(({ path, to }) => answeredAt(input, host, path).program === to));
}
