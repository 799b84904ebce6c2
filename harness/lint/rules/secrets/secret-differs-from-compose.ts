import { isOfBrokenPair } from '../../facts/dify/broken-pairs.ts';
import { placeKey } from '../../facts/environment/address-faults.ts';
import { urlOf } from '../../facts/environment/addresses.ts';
import { type Comparison, comparisonsOf } from '../../facts/environment/comparison.ts';
import { isExternal } from '../../facts/environment/external.ts';
import { composePlace, together, workloadNames } from '../../facts/environment/places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Outcome, Rule } from '../../rule.ts';

export const secretDiffersFromCompose: Rule = {
  id: 'secret-differs-from-compose',
  claims: ['SEC-4', 'ENV-2'],
  severity: 'mandatory',
  title: 'Every secret has the same value as in Compose for the same service',
  rationale:
    'Data migrated from Compose was signed and encrypted with its secrets: a different SECRET_KEY invalidates sessions and file links, and with a different database password nothing starts.',
  remediation:
    'Set the same value on both sides, or explain the difference in lint.differences. Values are compared but never shown.',
  source: 'Deployment description 10.2',
  needs: 'compose',
  *find(input) {
    const secrets = comparisonsOf(input).filter(({ sensitive }) => sensitive);
    const differing = secrets.filter((one) => one.state === 'secret-differs' && !isCoveredElsewhere(input, one));
    const key = ({ kubernetes, compose }: Comparison): string =>
      `${kubernetes ? placeKey(kubernetes) : ''}\0${compose?.value}`;
    for (const group of together(differing, key)) yield* finding(group);
    yield* unknown(input, secrets);
  },
};

/** Covered by other rules: those about external services, and those about keys that must match. */
const isCoveredElsewhere = (input: LintInput, one: Comparison): boolean =>
  isExternal(one.part, one.name) || isBrokerElsewhere(one) || isOfBrokenPair(input, one.part, one.name);

/** broker-host-differs reports a broker that is on another server than the cache. */
function isBrokerElsewhere({ name, kubernetes, environment }: Comparison): boolean {
  const broker = name === 'CELERY_BROKER_URL' ? urlOf(kubernetes?.value ?? '')?.host : undefined;
  const cache = environment.variables.get('REDIS_HOST')?.value;
  return broker !== undefined && cache !== undefined && broker !== cache.toLowerCase();
}

function* finding(group: readonly [Comparison, ...Comparison[]]): Generator<Outcome> {
  const [{ name, kubernetes, compose, service }] = group;
  if (!kubernetes || !compose) return;
  const here = placeholderOf(kubernetes.value);
  const there = placeholderOf(compose.value);
  yield {
    kind: 'finding',
    at: kubernetes.definedAt,
    message: `${name} differs from Compose service "${service.name}"`,
    cause: `it is used by ${workloadNames(group)}: ${
      here && there ? `here it is filled in from ${here}, there from ${there}` : 'only one side was changed'
    }`,
    remedy: here && there ? `use ${there}` : 'set the same value on both sides',
    related: [{ at: composePlace(service, compose), message: 'the value in Compose' }],
  };
}

/** A value that is only a placeholder reveals nothing. */
const placeholderOf = (value: string | undefined): string | undefined =>
  value !== undefined && /^\$\{\w+\}$/.test(value) ? value : undefined;

function* unknown({ compose }: LintInput, secrets: readonly Comparison[]): Generator<Outcome> {
  const open = secrets.filter(
    ({ state, kubernetes, compose: there }) => state === 'unknown' && kubernetes?.value && there,
  );
  const names = [...new Set(open.map(({ name }) => name))];
  if (names.length === 0) return;
  yield {
    kind: 'not-evaluated',
    message: `known on one side only, so they can't be compared with ${compose?.file}: ${names.join(', ')}`,
  };
}
