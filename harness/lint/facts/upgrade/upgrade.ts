import {
  type Difference,
  type DifferenceKind,
  nearest,
  releaseIndex,
  type UpgradePlan,
  upgradePlan,
} from '../../../releases/index.ts';
import { type Outcome, type Place, placeIn } from '../../outcome.ts';
import { partIn } from '../dify/settings.ts';
import { difyVersion } from '../dify/versions.ts';
import type { LintInput } from '../input/input.ts';

const CACHE = new WeakMap<LintInput, UpgradePlan | string>();

/** @returns the differences between the release of the set's API and the target, or why they can't be told. */
export function upgradeOf(input: LintInput): UpgradePlan | string {
  const known = CACHE.get(input) ?? planOf(input);
  CACHE.set(input, known);
  return known;
}

function planOf(input: LintInput): UpgradePlan | string {
  const { target = '' } = input;
  const api = partIn(input, 'api');
  if (!api) return 'the set has no API, so the release that it is to be upgraded from is not known';
  const image = api.placed.container.image ?? '';
  const tagged = /:v?([^/:@]+)(?:@|$)/.exec(image)?.[1] ?? '';
  const { releases } = releaseIndex();
  const version = [tagged, difyVersion(input) ?? ''].find((one) => releases.includes(one));
  if (version !== undefined) return upgradePlan(version, target);
  return `the release of the API's image ${image} is not known; compare with \`upgrade-plan FROM ${target}\`, FROM near ${nearest(difyVersion(input) ?? tagged, releases).join(', ')}`;
}

/** Calls `each` for the differences of a kind. @returns its outcomes, or that nothing can be told. */
export function* differencesOf(
  input: LintInput,
  kinds: readonly DifferenceKind[],
  each: (difference: Difference, plan: UpgradePlan) => Iterable<Outcome>,
): Generator<Outcome> {
  const plan = upgradeOf(input);
  if (typeof plan === 'string') {
    yield { kind: 'not-evaluated', message: plan };
    return;
  }
  for (const difference of plan.differences) {
    if (kinds.includes(difference.kind)) yield* each(difference, plan);
  }
}

/** @returns the place of what the set lacks: its API, which each set has that can be compared. */
export function placeOfApi(input: LintInput, field: string): Place {
  const api = partIn(input, 'api');
  if (!api) throw new Error('the API was there when the releases were compared');
  return placeIn(api.workload.entry, ['metadata', 'name'], field);
}
