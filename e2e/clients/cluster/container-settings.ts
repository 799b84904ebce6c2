import { execInPod, type Kube, type WorkloadRef } from '../../../harness/index.ts';

/**
 * Non-secret variables, as the running container of a Deployment has them.
 * @returns name → value; an unset one is empty. @throws HarnessError of `execInPod`.
 */
export async function containerSettings<Name extends string>(
  kube: Kube,
  workload: WorkloadRef,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const print = `printf '%s\\n' ${names.map((name) => `"$${name}"`).join(' ')}`;
  const { stdout } = await execInPod(kube, workload, ['sh', '-c', print]);
  const lines = stdout.split('\n');
  return Object.fromEntries(names.map((name, index) => [name, lines[index] ?? ''])) as Record<Name, string>;
}
