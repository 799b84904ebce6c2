import { HarnessError, messageOf } from '../../core/errors.ts';
import { OWNED_KINDS } from '../engine/index.ts';
import { allProviders } from './providers.ts';

/** One kind of leftover of a run, and how it is removed. */
interface Leftovers {
  readonly kind: string;
  readonly things: readonly { readonly name: string; readonly runId: string }[];
  remove(name: string): Promise<void>;
}

/** @returns all leftovers of runs on this machine, in the order of removal. Found without any state file. */
async function leftovers(): Promise<Leftovers[]> {
  const clusters = (await allProviders()).map(async (provider) => ({
    kind: 'cluster',
    things: await provider.list(),
    remove: (name: string) => provider.destroy(name),
  }));
  const owned = OWNED_KINDS.map(async ({ kind, list, remove }) => ({ kind, things: await list(), remove }));
  return Promise.all([...clusters, ...owned]);
}

/** @returns the ids of all runs with leftovers on this machine. */
export async function runsWithLeftovers(): Promise<string[]> {
  const found = (await leftovers()).flatMap(({ things }) => things.map(({ runId }) => runId));
  return [...new Set(found)];
}

/**
 * Removes all leftovers of a run: its clusters, containers with their volumes, networks, then volumes. Idempotent; continues
 * after failures.
 * @returns what could not be removed, one line each.
 */
export async function sweep(runId: string): Promise<string[]> {
  const failures: string[] = [];
  for (const { kind, things, remove } of await leftovers()) {
    const own = things.filter((thing) => thing.runId === runId);
    const attempt = (name: string) =>
      remove(name).catch((error: unknown) => failures.push(`${kind} ${name}: ${reasonOf(error)}`));
    await Promise.all(own.map(({ name }) => attempt(name)));
  }
  return failures;
}

const reasonOf = (error: unknown): string =>
  error instanceof HarnessError ? [error.message, ...error.details.slice(-1)].join(': ') : messageOf(error);
