import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessError } from '../../../core/errors.ts';
import { type CommandOptions, type CommandResult, command } from '../../../provision/exec/command.ts';

/** Proxies of the user's shell are not for the nodes: nothing in them has anything to ask outside. */
const NO_PROXIES = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    [name, ''],
    [name.toUpperCase(), ''],
  ]),
);

/** Runs kind with Docker as its provider, whatever the user's environment says. */
export function kind(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const env = { ...NO_PROXIES, KIND_EXPERIMENTAL_PROVIDER: 'docker', ...options.env };
  return command(program, args, { ...options, env });
}

/** kind takes a deleted cluster out of a kubeconfig: give it one that is not the user's, and that isn't there. */
const nobodysKubeconfig = (name: string): string => join(tmpdir(), `${name}-no-kubeconfig`);

/** Idempotent: kind counts a cluster that is gone as deleted. */
export async function deleteKindCluster(program: string, name: string): Promise<void> {
  await kind(program, ['delete', 'cluster', '--name', name, '--kubeconfig', nobodysKubeconfig(name)], {
    timeoutMs: 60_000,
  });
}

/** @returns names of all kind clusters of the engine, also those of other people. */
export async function listKindClusters(program: string): Promise<string[]> {
  const { stdout } = await kind(program, ['get', 'clusters', '--quiet'], { timeoutMs: 30_000 });
  return stdout.split('\n').filter((line) => line !== '');
}

/** kind's own words for what went wrong are its last `ERROR:` lines; the rest is how it got there. */
export function kindError(name: string, output: string): HarnessError {
  const lines = output.split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => line.startsWith('ERROR:') || line.includes('error:'));
  return new HarnessError({
    code: 'CLUSTER_CREATE',
    message: `kind could not create the cluster ${name}`,
    ...(errors.length > 0 ? { likely: errors.slice(-1).join(' ') } : {}),
    details: lines.filter((line) => line !== '').slice(-15),
    hint: 'dify-e2e doctor',
  });
}

/** @returns whether kind failed because somebody took a port of ours between choice and use. */
export const portWasTaken = (output: string): boolean =>
  /port is already allocated|address already in use|bind for 127\.0\.0\.1/i.test(output);
