import { faultyPlaces, placeKey } from '../../facts/environment/address-faults.ts';
import { type Comparison, comparisonsOf } from '../../facts/environment/comparison.ts';
import { isExternal } from '../../facts/environment/external.ts';
import { inCluster } from '../../facts/environment/in-cluster.ts';
import { placeholderIn } from '../../facts/environment/placeholder.ts';
import { composePlace, together, workloadNames } from '../../facts/environment/places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const variableValueDiffers: Rule = {
  id: 'variable-value-differs',
  claims: ['ENV-2'],
  severity: 'mandatory',
  title: 'Every variable has the same value as in Compose, except for documented differences',
  rationale:
    'What was accepted is what ran under Compose. A value that differs without a reason is usually a mistake, and shows up as a bug that "only happens in the cluster".',
  remediation:
    'Use the same value on both sides, or document in lint.differences why they differ. Addresses of the services themselves need no entry.',
  source: 'Deployment description 10.1',
  needs: 'compose',
  *find(input) {
    const differing = comparisonsOf(input).filter((one) => one.state === 'differs' && !isExplained(input, one));
    const key = ({ kubernetes, compose }: Comparison): string =>
      `${kubernetes ? placeKey(kubernetes) : ''}\0${compose?.value}`;
    for (const group of together(differing, key)) yield* finding(input, group);
  },
};

/** Other rules are more specific about external services, addresses that don't exist, and placeholders. */
function isExplained(input: LintInput, { part, name, kubernetes, compose }: Comparison): boolean {
  if (isExternal(part, name) || placeholderIn(kubernetes?.value ?? '') || placeholderIn(compose?.value ?? ''))
    return true;
  return kubernetes !== undefined && faultyPlaces(input).has(placeKey(kubernetes));
}

function* finding(input: LintInput, group: readonly [Comparison, ...Comparison[]]): Generator<Outcome> {
  const [{ name, kubernetes, compose, service }] = group;
  if (!kubernetes || !compose) return;
  yield {
    kind: 'finding',
    at: kubernetes.definedAt,
    message: `${name} is "${kubernetes.value}", but "${compose.value}" in Compose service "${service.name}"`,
    cause: `only one side was changed; affected: ${workloadNames(group)}`,
    remedy: remedyOf(input, group[0]),
    related: [{ at: composePlace(service, compose), message: `Compose has "${compose.value}"` }],
  };
}

/** A name of Compose means nothing in the cluster: there the Service of the same part is meant. */
function remedyOf(input: LintInput, { name, compose, environment }: Comparison): string {
  const value = inCluster(input, name, compose?.value ?? '', environment.workload.entry.object.metadata.namespace);
  return value === undefined
    ? 'use the address that the cluster has for it, or document the reason in lint.differences'
    : `set it to "${value}", or document the reason in lint.differences`;
}
