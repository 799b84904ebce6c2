import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { referencesOf } from '../references/references-of.ts';

/**
 * @returns a test whether a variable is missing for a reason that is already reported: `envFrom` would provide it if the
 *   key existed that another container references by name.
 */
export function missingByKey(input: LintInput): (environment: ContainerEnvironment, variable: string) => boolean {
  const missing = new Set(
    input.workloads.flatMap((workload) => {
      const { namespace } = workload.entry.object.metadata;
      return referencesOf(workload).flatMap(({ kind, name, key }) => {
        const source = key === undefined ? undefined : input.sources.find(kind, name, namespace);
        return source && key !== undefined && !source.keys.has(key) ? [keyOf(kind, namespace, name, key)] : [];
      });
    }),
  );
  return ({ workload, placed }, variable) => {
    if (missing.size === 0) return false;
    const { namespace } = workload.entry.object.metadata;
    return (placed.container.envFrom ?? []).some(({ prefix = '', configMapRef, secretRef }) => {
      const name = (secretRef ?? configMapRef)?.name;
      const key = variable.slice(prefix.length);
      return name !== undefined && missing.has(keyOf(secretRef ? 'Secret' : 'ConfigMap', namespace, name, key));
    });
  };
}

const keyOf = (kind: string, namespace: string | undefined, name: string, key: string): string =>
  [kind, namespace, name, key].join('\0');
