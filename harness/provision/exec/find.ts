import { access, constants } from 'node:fs/promises';
import { coerce, satisfies } from 'semver';
import { whichCommandAll } from 'which-command';
import { command } from './command.ts';
import type { ToolName, ToolPin } from './versions.ts';

/** A tool that can be started: an absolute path and what it said of itself. */
export interface ResolvedTool {
  readonly name: ToolName;
  readonly path: string;
  /** `major.minor.patch`, as the program prints it. */
  readonly version: string;
  readonly from: 'PATH' | 'cache' | 'download' | 'built';
}

/** Administrators' folders, which a plain user's `PATH` on Debian leaves out. */
const SYSTEM_PATH = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** @returns the first version in a program's output, or undefined. `k6 v1.8.1` is 1.8.1, not 6. */
export function parseVersion(output: string): string | undefined {
  const text = /\d+\.\d+(?:\.\d+)?/.exec(output)?.[0];
  return text === undefined ? undefined : coerce(text)?.version;
}

/** @returns whether a version lies in a pin's range. */
export function accepts(pin: Pick<ToolPin, 'range'>, version: string): boolean {
  return satisfies(version, pin.range);
}

/** @returns every program of that name, `PATH` first, then the administrators' folders. */
export async function programsNamed(name: string, path = process.env.PATH ?? ''): Promise<string[]> {
  return await whichCommandAll(name, { path: [...path.split(':'), ...SYSTEM_PATH].join(':') });
}

/** @returns the program's version, or undefined where it can't be started or says none within 15 s. */
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

/** A program that is there but has the wrong version. */
export interface Rejected {
  readonly path: string;
  readonly version: string | undefined;
}

export interface Found {
  readonly tool?: ResolvedTool;
  readonly rejected: readonly Rejected[];
}

/** Looks through `paths` for the first one whose version the pin accepts. Starts each program once, changes nothing. */
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

/** @returns whether the file is there and may be executed. */
export async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
