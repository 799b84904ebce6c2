import type { PartName } from '../../../core/config/index.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import { PARTS } from '../input/expectations.ts';
import type { LintInput } from '../input/input.ts';

/** The environment of a part's own container. */
export interface PartEnvironment {
  readonly part: PartName;
  readonly environment: ContainerEnvironment;
}

const KNOWN = new WeakMap<LintInput, readonly PartEnvironment[]>();

/**
 * @returns the parts that the set has, in the order of the deployment description. Among Deployments of the same name,
 * the one in the configured namespace is preferred; one in a wrong namespace still counts as the part.
 */
export function partEnvironments(input: LintInput): readonly PartEnvironment[] {
  const known = KNOWN.get(input) ?? choose(input);
  KNOWN.set(input, known);
  return known;
}

function choose({ environments, expected }: LintInput): PartEnvironment[] {
  const chosen = new Map<PartName, ContainerEnvironment>();
  for (const environment of environments) {
    const { part, workload } = environment;
    if (!part) continue;
    const here = workload.entry.object.metadata.namespace === expected.namespace;
    if (!chosen.has(part) || (here && !isIn(chosen.get(part), expected.namespace))) chosen.set(part, environment);
  }
  return PARTS.flatMap((part) => {
    const environment = chosen.get(part);
    return environment ? [{ part, environment }] : [];
  });
}

const isIn = (environment: ContainerEnvironment | undefined, namespace: string | undefined): boolean =>
  environment?.workload.entry.object.metadata.namespace === namespace;
