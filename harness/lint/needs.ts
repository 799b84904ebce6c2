import { DIFY_PARTS, type DifyPart, TITLES } from '../inference/index.ts';
import { difyVersion } from './facts/dify/versions.ts';
import type { LintInput } from './facts/input/input.ts';

/**
 * What a rule can't judge without: something to compare with, or something that the set was understood to have. A part's
 * name: a rule about that part says nothing about a set without it.
 */
export type Need = 'compose' | 'config' | 'target' | 'version' | 'ingress-nginx' | DifyPart;

/** Why a rule can't be evaluated. */
export interface Unmet {
  readonly message: string;
  /** The set does not have what the rule is about; otherwise it can't be told. */
  readonly notApplicable: boolean;
}

/** @returns why a rule with these needs can't be evaluated; undefined if it can. */
export function unmet(needs: Need | readonly Need[] | undefined, input: LintInput): Unmet | undefined {
  for (const need of [needs ?? []].flat()) {
    const message = reasonOf(need, input);
    if (message !== undefined) return { message, notApplicable: !isUnknown(need, input) };
  }
  return undefined;
}

/** A version that no image tells may still be one that the rule is about; so may a container that nobody knows be the part. */
const isUnknown = (need: Need, { understood, expected }: LintInput): boolean =>
  need === 'version' || (isPartNeed(need) && expected.judgedBy === 'set' && understood.unrecognised.length > 0);

const isPartNeed = (need: Need): need is DifyPart => (DIFY_PARTS as readonly string[]).includes(need);

function reasonOf(need: Need, input: LintInput): string | undefined {
  if (need === 'compose') return input.compose ? undefined : withoutCompose(input);
  const { judgedBy, ingressController } = input.expected;
  if (need === 'config')
    return judgedBy === 'config' ? undefined : 'there is no config with promises to compare with (--config)';
  if (need === 'target')
    return input.target === undefined ? 'there is no release to compare with (--target)' : undefined;
  if (need === 'version') {
    return difyVersion(input) === undefined
      ? "the Dify version can't be told: no image of the API has a version as its tag"
      : undefined;
  }
  if (need === 'ingress-nginx') {
    return judgedBy === 'config' || ingressController === need ? undefined : 'ingress-nginx does not serve this set';
  }
  return input.environments.some(({ part }) => part === need) ? undefined : withoutPart(need, input);
}

const withoutCompose = ({ expected }: LintInput): string =>
  expected.judgedBy === 'config'
    ? 'the config names no Compose file (compose.file)'
    : 'there is no Compose file to compare with (--compose)';

/** A container that nobody knows may be the part. */
function withoutPart(part: DifyPart, { understood }: LintInput): string {
  const names = [...new Set(understood.unrecognised.map(({ workload }) => workload.entry.object.metadata.name))];
  const unknown = names.length === 0 ? '' : `; it can't be told what runs in ${names.join(', ')}`;
  return `the set has no ${TITLES[part]} that was recognised${unknown}`;
}
