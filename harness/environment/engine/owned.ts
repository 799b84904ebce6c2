import { docker } from './docker.ts';
import { RUN_LABEL } from './labels.ts';
import { removeNetwork } from './run-network.ts';

/** Something of a run that still exists in the engine. */
export interface OwnedThing {
  readonly runId: string;
  /** Its name in the engine. */
  readonly name: string;
}

/** A kind of object that runs create in the engine, in the order of removal. */
export interface OwnedKind {
  readonly kind: 'container' | 'network' | 'volume';
  list(): Promise<OwnedThing[]>;
  /** @throws HarnessError of the command, for example if a network is still in use. */
  remove(name: string): Promise<void>;
}

/** Found by label, so no state file is needed. */
export const OWNED_KINDS: readonly OwnedKind[] = [
  { kind: 'container', list: () => withLabel(['ps', '--all'], '{{.Names}}', RUN_LABEL), remove: removeContainer },
  { kind: 'network', list: () => withLabel(['network', 'ls'], '{{.Name}}', RUN_LABEL), remove: removeNetwork },
  { kind: 'volume', list: () => withLabel(['volume', 'ls'], '{{.Name}}', RUN_LABEL), remove: removeVolume },
];

/** @returns everything that has the label; `runId` is the label's value. */
export async function withLabel(list: readonly string[], name: string, label: string): Promise<OwnedThing[]> {
  const format = `${name}\t{{.Label "${label}"}}`;
  const { stdout } = await docker([...list, '--filter', `label=${label}`, '--format', format], { timeoutMs: 30_000 });
  return stdout.split('\n').flatMap((line) => {
    const [found = '', value = ''] = line.split('\t');
    return found === '' ? [] : [{ name: found, runId: value }];
  });
}

/** Removes a container with its anonymous volumes, running or not. */
export async function removeContainer(name: string): Promise<void> {
  await docker(['rm', '--force', '--volumes', name], { timeoutMs: 60_000 });
}

async function removeVolume(name: string): Promise<void> {
  await docker(['volume', 'rm', '--force', name], { timeoutMs: 60_000 });
}
