import type { PartName } from '../../../core/config/index.ts';
import { KEEPERS } from '../../../inference/index.ts';
import { type ExpectedPart, PARTS, promiseFor } from './expectations.ts';
import type { LintInput } from './input.ts';
import type { PlacedContainer, Workload } from './workloads.ts';

/** A part of the deployment and a workload of it. */
export interface PartWorkload {
  readonly part: PartName;
  readonly promised: ExpectedPart;
  readonly workload: Workload;
  /** The part's own container; the others are sidecars, or other parts. */
  readonly main: PlacedContainer;
}

export { KEEPERS };

const KNOWN = new WeakMap<LintInput, readonly PartWorkload[]>();

/** @returns the readable parts of the set, in the order of the deployment description; a part may have several workloads. */
export function partWorkloads(input: LintInput): readonly PartWorkload[] {
  const parts = KNOWN.get(input) ?? linked(input);
  KNOWN.set(input, parts);
  return parts;
}

function linked({ environments, expected }: LintInput): PartWorkload[] {
  const byPart = Map.groupBy(
    environments.filter(({ workload }) => KEEPERS.includes(workload.entry.object.kind)),
    ({ part }) => part,
  );
  return PARTS.flatMap((part) =>
    (byPart.get(part) ?? []).map(({ workload, placed: main }) => ({
      part,
      promised: promiseFor(expected, workload.entry.object.metadata.name) ?? expected.parts[part],
      workload,
      main,
    })),
  );
}

/** @returns what the part's pods may be started by where it has more than one workload: the first by name. */
export function mainWorkload(input: LintInput, part: PartName): PartWorkload | undefined {
  return partWorkloads(input).find((one) => one.part === part);
}
