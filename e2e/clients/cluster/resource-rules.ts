import type { V1ResourceRequirements } from '@kubernetes/client-node';
import { quantity } from '../../../harness/index.ts';

interface Promised {
  readonly requests?: { readonly cpu: string; readonly memory: string } | undefined;
  readonly limits?: { readonly cpu: string; readonly memory: string } | undefined;
}

/** @returns where a container's resources differ from the promised ones, by value (1Gi equals 1024Mi). */
export function resourceProblems(name: string, promised: Promised, found: V1ResourceRequirements = {}): string[] {
  return (['requests', 'limits'] as const).flatMap((kind) =>
    Object.entries(promised[kind] ?? {}).flatMap(([resource, want]) => {
      const have = found[kind]?.[resource];
      if (have !== undefined && quantity(have) === quantity(want)) return [];
      return [`${name}: ${kind}.${resource} is ${have ?? 'not set'}, promised ${want}`];
    }),
  );
}
