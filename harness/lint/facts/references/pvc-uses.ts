import type { FieldPath } from '../../../manifests/index.ts';
import type { LintInput } from '../input/input.ts';
import { keyOf } from '../input/of-kind.ts';
import type { Workload } from '../input/workloads.ts';

/** A volume of a pod that is a PersistentVolumeClaim. */
export interface PvcUse {
  readonly workload: Workload;
  readonly claimName: string;
  /** `namespace/name` of the claim. */
  readonly key: string;
  /** Path of the volume within the workload's object. */
  readonly path: FieldPath;
  /** No container writes to it. */
  readonly readOnly: boolean;
}

/** @returns every use of a claim, in the order of the set. */
export function pvcUses({ workloads }: Pick<LintInput, 'workloads'>): PvcUse[] {
  return workloads.flatMap((workload) =>
    (workload.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim: claim }, index) => {
      if (!claim) return [];
      const { claimName, readOnly = false } = claim;
      const key = keyOf(claimName, workload.entry.object.metadata.namespace);
      const path = [...workload.path, 'volumes', index];
      return [{ workload, claimName, key, path, readOnly: readOnly || onlyRead(workload, name) }];
    }),
  );
}

function onlyRead({ containers }: Workload, volume: string): boolean {
  const mounts = containers.flatMap(({ container }) => container.volumeMounts ?? []);
  return mounts.filter(({ name }) => name === volume).every(({ readOnly }) => readOnly === true);
}
