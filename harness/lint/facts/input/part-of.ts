import type { PartName } from '../../../core/config/index.ts';
import { isDifyPart, RUNNERS, type Understood } from '../../../inference/index.ts';
import type { ContainerEnvironment } from './environment.ts';
import { type Expectations, partNamed } from './expectations.ts';
import type { PlacedContainer } from './workloads.ts';

/** A container before it is known what it runs. */
export type BareEnvironment = Omit<ContainerEnvironment, 'part'>;

/**
 * @returns the part that each container runs. A Deployment that the config names runs that part, in the container that looks
 * like it, else in the first; every other container is what it was recognised as.
 */
export function partFinder(
  expected: Expectations,
  { containers }: Understood<BareEnvironment>,
): (environment: BareEnvironment) => PartName | undefined {
  const recognised = new Map(
    containers.flatMap(({ component, seen }) => (isDifyPart(component) ? [[seen.placed, component] as const] : [])),
  );
  return ({ workload, placed }) => {
    const promised = expected.judgedBy === 'config' && partNamed(expected, workload.entry.object.metadata.name);
    if (!promised) return RUNNERS.includes(workload.entry.object.kind) ? recognised.get(placed) : undefined;
    return placed === ownContainer(workload.containers, promised, recognised) ? promised : undefined;
  };
}

function ownContainer(
  all: readonly PlacedContainer[],
  part: PartName,
  recognised: ReadonlyMap<PlacedContainer, PartName>,
): PlacedContainer | undefined {
  return all.find((placed) => recognised.get(placed) === part) ?? all.find(({ init }) => !init);
}
