import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';

/** @returns a ConfigMap or Secret in `envFrom` that the set lacks, or whose keys only a controller knows: then nobody knows which variables are missing. */
export function missingSourceOf(
  { sources }: LintInput,
  { placed, workload }: ContainerEnvironment,
): string | undefined {
  const { namespace } = workload.entry.object.metadata;
  for (const { configMapRef, secretRef } of placed.container.envFrom ?? []) {
    const kind = secretRef ? 'Secret' : 'ConfigMap';
    const name = (secretRef ?? configMapRef)?.name;
    const source = name && sources.find(kind, name, namespace);
    if (name && (!source || source.open)) return `${kind} ${name}`;
  }
  return undefined;
}
