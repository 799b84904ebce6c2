import type { PartName } from '../../../core/config/index.ts';
import { PARTS } from './expectations.ts';
import type { LintInput } from './input.ts';
import type { PlacedContainer, Workload } from './workloads.ts';

/** A part of the deployment and its workload. */
export interface PartWorkload {
  readonly part: PartName;
  readonly promised: LintInput['expected']['parts'][PartName];
  readonly workload: Workload;
  /** The part's own container: the first one; the others are sidecars. */
  readonly main: PlacedContainer;
}

/** Kinds that keep pods running. */
export const KEEPERS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

const KNOWN = new WeakMap<LintInput, readonly PartWorkload[]>();

/** @returns the readable parts of the set, in the order of the deployment description. */
export function partWorkloads(input: LintInput): readonly PartWorkload[] {
  const parts = KNOWN.get(input) ?? linked(input);
  KNOWN.set(input, parts);
  return parts;
}

function linked({ workloads, expected }: LintInput): PartWorkload[] {
  const wanted = new Set(PARTS.map((part) => expected.parts[part].deployment));
  const byName = new Map<string, Workload>();
  for (const workload of workloads) {
    const { kind, metadata } = workload.entry.object;
    if (!wanted.has(metadata.name) || !KEEPERS.includes(kind)) continue;
    if (kind === 'Deployment' || !byName.has(metadata.name)) byName.set(metadata.name, workload);
  }
  return PARTS.flatMap((part) => {
    const promised = expected.parts[part];
    const workload = byName.get(promised.deployment);
    const main = workload?.containers.find(({ init }) => !init);
    return workload && main ? [{ part, promised, workload, main }] : [];
  });
}
