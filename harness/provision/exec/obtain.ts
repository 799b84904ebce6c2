import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError, messageOf } from '../../core/errors.ts';
import type { Downloader } from './download.ts';
import { firstAccepted, isExecutable, type ResolvedTool } from './find.ts';
import { goInstall } from './go.ts';
import type { ToolName, ToolPin } from './versions.ts';

/** What all ways of obtaining a tool share. */
export interface ObtainContext {
  readonly cacheDir: string;
  readonly downloader: Downloader;
  /** The `go` program. @throws HarnessError if there is none. */
  readonly go: () => Promise<string>;
  /** Builds (or finds) the multi-call binary of the node image's recipe; called as `kubectl`, it is kubectl. */
  readonly kubernetesBinary?: () => Promise<string>;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** @returns the tool's path in the cache: `<cache>/tools/<name>-<version>/<name>`. */
export function cachedPath(cacheDir: string, pin: ToolPin): string | undefined {
  return pin.version === undefined ? undefined : join(cacheDir, 'tools', `${pin.name}-${pin.version}`, pin.name);
}

/** @returns the tool from the pinned release, or undefined if there is none or the download failed. */
export async function download(pin: ToolPin, context: ObtainContext): Promise<ResolvedTool | undefined> {
  const file = pin.downloads?.[`${process.platform}-${process.arch}`];
  if (!file) return undefined;
  try {
    return await keep(pin, context, 'download', (folder) =>
      context.downloader.fetch(file, join(folder, pin.name), context.signal),
    );
  } catch (error) {
    context.signal?.throwIfAborted();
    context.log?.(`${pin.name} ${pin.version}: no download (${messageOf(error)})`);
    return undefined;
  }
}

/**
 * @returns the tool built from the Go module proxy, or undefined for a tool that can't be built.
 * @throws HarnessError `GO_PROXY_UNREACHABLE`, `GO_BUILD_FAILED`, or the error of a missing Go.
 */
export async function build(pin: ToolPin, context: ObtainContext): Promise<ResolvedTool | undefined> {
  const { goPackage, version } = pin;
  if (pin.name === 'kubectl' && context.kubernetesBinary) {
    const binary = await context.kubernetesBinary();
    return await keep(pin, context, 'built', (folder) => symlink(binary, join(folder, pin.name)));
  }
  if (goPackage === undefined || version === undefined) return undefined;
  const go = await context.go();
  context.log?.(`${pin.name} ${version}: building from the Go module proxy, about ${pin.buildSeconds} s`);
  const { cacheDir, signal, log } = context;
  return await keep(pin, context, 'built', (into) =>
    goInstall({ go, goPackage, version, into, cacheDir, ...(signal && { signal }), ...(log && { onLine: log }) }),
  );
}

/** Creates the tool in a temporary directory, tests it, then moves it to its place, so parallel runs end with one good copy. */
async function keep(
  pin: ToolPin,
  context: ObtainContext,
  from: ResolvedTool['from'],
  make: (folder: string) => Promise<void>,
): Promise<ResolvedTool> {
  const path = cachedPath(context.cacheDir, pin);
  if (path === undefined) throw new TypeError(`${pin.name} has no pinned version`);
  await mkdir(join(context.cacheDir, 'tools'), { recursive: true });
  const folder = await mkdtemp(join(context.cacheDir, 'tools', '.making-'));
  try {
    await make(folder);
    const { tool } = await firstAccepted(pin, [join(folder, pin.name)], from, context.signal);
    if (!tool) throw unusable(pin.name, join(folder, pin.name));
    await rename(folder, dirname(path)).catch(() => replace(pin, context, folder, dirname(path)));
    return { ...tool, path };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The path exists: another run's copy, which is kept, or a broken one. */
async function replace(pin: ToolPin, context: ObtainContext, folder: string, place: string): Promise<void> {
  if (await fromCache(pin, context)) return;
  await rm(place, { recursive: true, force: true });
  await rename(folder, place);
}

function unusable(name: ToolName, path: string): HarnessError {
  return new HarnessError({
    code: 'TOOL_UNUSABLE',
    message: `${name} was downloaded or built, but it does not start or has the wrong version`,
    hint: `${path} version`,
  });
}

/** @returns the copy in the cache, if there is one that works. */
export async function fromCache(pin: ToolPin, context: ObtainContext): Promise<ResolvedTool | undefined> {
  const path = cachedPath(context.cacheDir, pin);
  if (path === undefined || !(await isExecutable(path))) return undefined;
  return (await firstAccepted(pin, [path], 'cache', context.signal)).tool;
}
