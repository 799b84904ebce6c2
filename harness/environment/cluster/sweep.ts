import { HarnessError, messageOf } from '../../core/errors.ts';
import { command } from '../../provision/exec/command.ts';
import { KIND_CLUSTER_LABEL, RUN_LABEL, runIdOf } from './names.ts';
import { removeNetwork } from './network/network.ts';

/** Something of a run that Docker still has. */
export interface OwnedThing {
  readonly runId: string;
  /** Name, as Docker commands take it. */
  readonly name: string;
}

/** All that runs have left on this machine. Found by labels alone: no state file, and kind itself need not be there. */
export interface Owned {
  /** Containers that are nodes of a cluster. */
  readonly nodes: readonly OwnedThing[];
  /** All other containers. */
  readonly containers: readonly OwnedThing[];
  readonly networks: readonly OwnedThing[];
  readonly volumes: readonly OwnedThing[];
}

/** @param runId leaves out other runs. */
export async function findOwned(runId?: string): Promise<Owned> {
  const [nodes, containers, networks, volumes] = await Promise.all([
    labelled(['ps', '--all'], '{{.Names}}', KIND_CLUSTER_LABEL, runIdOf),
    labelled(['ps', '--all'], '{{.Names}}', RUN_LABEL),
    labelled(['network', 'ls'], '{{.Name}}', RUN_LABEL),
    labelled(['volume', 'ls'], '{{.Name}}', RUN_LABEL),
  ]);
  const mine = (things: OwnedThing[]) => things.filter((thing) => runId === undefined || thing.runId === runId);
  return { nodes: mine(nodes), containers: mine(containers), networks: mine(networks), volumes: mine(volumes) };
}

/** @param toRunId from the label's value; undefined for what is none of ours. */
async function labelled(
  list: readonly string[],
  name: string,
  label: string,
  toRunId: (value: string) => string | undefined = (value) => value,
): Promise<OwnedThing[]> {
  const format = `${name}\t{{.Label "${label}"}}`;
  const args = [...list, '--filter', `label=${label}`, '--format', format];
  const { stdout } = await command('docker', args, { timeoutMs: 30_000 });
  return stdout.split('\n').flatMap((line) => {
    const [found = '', value = ''] = line.split('\t');
    const runId = toRunId(value);
    return found === '' || runId === undefined ? [] : [{ name: found, runId }];
  });
}

/**
 * Removes all that a run has left: its containers with their volumes, then networks, then volumes. Idempotent; goes on
 * past failures.
 * @returns what could not be removed, a line each.
 */
export async function sweep(runId: string): Promise<string[]> {
  const { nodes, containers, networks, volumes } = await findOwned(runId);
  const failures: string[] = [];
  const all = async (kind: string, things: readonly OwnedThing[], removal: (name: string) => Promise<unknown>) => {
    const attempt = ({ name }: OwnedThing) =>
      removal(name).catch((error: unknown) => failures.push(`${kind} ${name}: ${reasonOf(error)}`));
    await Promise.all(things.map(attempt));
  };
  await all('container', [...containers, ...nodes], (name) => remove(['rm', '--force', '--volumes', name]));
  await all('network', networks, removeNetwork);
  await all('volume', volumes, (name) => remove(['volume', 'rm', '--force', name]));
  return failures;
}

const remove = (args: readonly string[]) => command('docker', args, { timeoutMs: 60_000 });

const reasonOf = (error: unknown): string =>
  error instanceof HarnessError ? [error.message, ...error.details.slice(-1)].join(': ') : messageOf(error);
