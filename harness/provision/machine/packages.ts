import { HarnessError } from '../../core/errors.ts';
import { command } from '../exec/command.ts';
import { updateState } from './state.ts';

export interface AptOptions {
  readonly cacheDir: string;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** @returns names of the Debian packages that are fully installed. */
export async function installedPackages(): Promise<Set<string>> {
  const { stdout } = await command('dpkg-query', ['--show', '--showformat', '${Package} ${db:Status-Abbrev}\n']);
  return new Set(parseInstalled(stdout));
}

/** @param listing lines of `name ii `. @returns the names whose state is installed. */
export function parseInstalled(listing: string): string[] {
  const rows = listing.split('\n').map((line) => line.split(' '));
  return rows.filter(([name, state]) => name && state?.startsWith('ii')).map(([name]) => name ?? '');
}

/**
 * Installs missing packages with one `apt-get update` and one `apt-get install`, and records them with their dependencies.
 * @returns the newly installed packages.
 * @throws HarnessError `APT_UNREACHABLE`, `APT_FAILED`.
 */
export async function installPackages(names: readonly string[], options: AptOptions): Promise<string[]> {
  const before = await installedPackages();
  const wanted = names.filter((name) => !before.has(name));
  if (wanted.length === 0) return [];
  let stale: unknown;
  try {
    // A broken third-party source doesn't matter if the other sources have the packages: the install decides.
    stale = await refreshLists(options);
    await apt(['install', '--yes', '--no-install-recommends', ...wanted], options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw aptError(wanted, stale ?? error);
  } finally {
    await recordNew(options.cacheDir, before, wanted);
  }
  return [...(await installedPackages())].filter((name) => !before.has(name));
}

/** @returns why the lists could not be refreshed, or undefined. */
async function refreshLists(options: AptOptions): Promise<unknown> {
  // Without the option, apt-get update succeeds even if no server responds.
  const refresh = apt(['-o', 'APT::Update::Error-Mode=any', 'update'], options);
  return await refresh.then(
    () => undefined,
    (error: unknown) => {
      options.signal?.throwIfAborted();
      return error;
    },
  );
}

/** Also after a failure, so that prune finds what was installed. */
async function recordNew(cacheDir: string, before: ReadonlySet<string>, requested: readonly string[]): Promise<void> {
  const added = [...(await installedPackages())].filter((name) => !before.has(name));
  if (added.length === 0) return;
  const installedAt = new Date().toISOString();
  const records = added.map((name) => ({ name, requested: requested.includes(name), installedAt }));
  await updateState(cacheDir, (state) => ({
    ...state,
    packages: [...state.packages.filter(({ name }) => !added.includes(name)), ...records],
  }));
}

async function apt(args: readonly string[], options: AptOptions): Promise<string> {
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const result = await command('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '--quiet', ...args], {
    env,
    timeoutMs: 15 * 60_000,
    ...(options.signal && { signal: options.signal }),
    ...(options.onLine && { onLine: options.onLine }),
  });
  return result.stdout;
}

/**
 * Removes packages that the harness installed.
 * @throws HarnessError `PRUNE_WOULD_REMOVE_OTHERS` if packages installed later depend on them.
 */
export async function removePackages(names: readonly string[], options: AptOptions): Promise<string[]> {
  const present = await installedPackages();
  const doomed = names.filter((name) => present.has(name));
  if (doomed.length > 0) {
    const others = parseRemovals(await apt(['--simulate', 'remove', ...doomed], options)).filter(
      (name) => !names.includes(name),
    );
    if (others.length > 0) throw wouldRemoveOthers(doomed, others);
    await apt(['remove', '--yes', ...doomed], options);
  }
  await updateState(options.cacheDir, (state) => ({
    ...state,
    packages: state.packages.filter(({ name }) => !names.includes(name)),
  }));
  return doomed;
}

/** @param simulation output of `apt-get --simulate remove`. @returns the packages that would be removed. */
export function parseRemovals(simulation: string): string[] {
  return [...simulation.matchAll(/^Remv (\S+)/gm)].map(([, name]) => name ?? '');
}

const NO_NETWORK =
  /Could not resolve|Could not connect|Temporary failure|Connection (failed|timed out|refused)|Unable to connect/i;

/** @returns the error for a failed apt-get, which distinguishes network and package failures. */
export function aptError(names: readonly string[], error: unknown): HarnessError {
  const details = error instanceof HarnessError ? error.details : [];
  const offline = NO_NETWORK.test(details.join('\n'));
  return new HarnessError({
    code: offline ? 'APT_UNREACHABLE' : 'APT_FAILED',
    message: `the Debian packages ${names.join(', ')} could not be installed`,
    likely: offline ? 'the package mirror in /etc/apt does not respond' : 'see the output of apt-get below',
    hint: `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`,
    details,
    cause: error,
  });
}

const wouldRemoveOthers = (doomed: readonly string[], others: readonly string[]): HarnessError =>
  new HarnessError({
    code: 'PRUNE_WOULD_REMOVE_OTHERS',
    message: 'the packages were not removed: packages installed later depend on them',
    details: [`needed by: ${others.join(', ')}`],
    hint: `apt-get remove ${doomed.join(' ')}`,
  });
