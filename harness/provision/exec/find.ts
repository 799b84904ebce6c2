import { access, constants } from 'node:fs/promises';
import { coerce, satisfies } from 'semver';
import { whichCommandAll } from 'which-command';
import { command } from './command.ts';
import type { ToolName, ToolPin } from './versions.ts';

/** A working tool: its absolute path and version. */
export interface ResolvedTool {
  readonly name: ToolName;
  readonly path: string;
  /** `major.minor.patch`, as printed by the program. */
  readonly version: string;
  readonly from: 'PATH' | 'cache' | 'download' | 'wheel' | 'built';
}

/** sbin directories, which are not on a normal user's `PATH` on Debian. */
const SYSTEM_PATH = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** @returns the first version in a program's output, or undefined. `k6 v1.8.1` is 1.8.1, not 6. */
export function parseVersion(output: string): string | undefined {
  const text = /\d+\.\d+(?:\.\d+)?/.exec(output)?.[0];
  return text === undefined ? undefined : coerce(text)?.version;
}

/** @returns whether a version is in a pin's range. */
export function accepts(pin: Pick<ToolPin, 'range'>, version: string): boolean {
  return satisfies(version, pin.range);
}

/** @returns every program of that name, `PATH` first, then the sbin directories. */
export async function programsNamed(name: string, path = process.env.PATH ?? ''): Promise<string[]> {
  return await whichCommandAll(name, { path: [...path.split(':'), ...SYSTEM_PATH].join(':') });
}

/** @returns the program's version, or undefined if it can't be started or prints none within 15 s. */
export async function versionOf(
  path: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const options = { timeoutMs: 15_000, allowFailure: true, ...(signal && { signal }) };
    const result = await command(path, args, options);
    return result.exitCode === 0 ? parseVersion(`${result.stdout}\n${result.stderr}`) : undefined;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** A program that is installed but has the wrong version. */
export interface Rejected {
  readonly path: string;
  readonly version: string | undefined;
}

export interface Found {
  readonly tool?: ResolvedTool;
  readonly rejected: readonly Rejected[];
}

/** Finds the first of `paths` whose version the pin accepts. Starts each program once, changes nothing. */
export async function firstAccepted(
  pin: ToolPin,
  paths: readonly string[],
  from: ResolvedTool['from'],
  signal?: AbortSignal,
): Promise<Found> {
  const rejected: Rejected[] = [];
  for (const path of paths) {
    const version = await versionOf(path, pin.versionArgs, signal);
    if (version !== undefined && accepts(pin, version)) {
      return { tool: { name: pin.name, path, version, from }, rejected };
    }
    rejected.push({ path, version });
  }
  return { rejected };
}

/** @returns whether the file exists and is executable. */
export async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
