import { type Outcome, type Place, placeIn } from '../../outcome.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import type { Source } from '../input/sources.ts';
import { givesNothingAway, isSecretName, passwordInUrl } from './names.ts';

/** A sensitive value in a Secret of the set. */
export interface SecretValue {
  readonly source: Source;
  /** Key within the Secret. */
  readonly key: string;
  /** The secret itself: the whole value, or the password within its URL. */
  readonly value: string;
  /** Where the key is defined. */
  readonly at: () => Place;
  /** Whether it is the password within a URL. */
  readonly inUrl: boolean;
  /** Whether it is filled in at deploy time and therefore still unknown. */
  readonly open: boolean;
}

const KNOWN = new WeakMap<LintInput, readonly SecretValue[]>();

/** @returns the sensitive values in the Secrets of the set, without hosts, users and the like that are kept there too. */
export function secretValues(input: LintInput): readonly SecretValue[] {
  const known = KNOWN.get(input) ?? input.sources.all.filter(({ kind }) => kind === 'Secret').flatMap(valuesOf);
  KNOWN.set(input, known);
  return known;
}

function valuesOf(source: Source): SecretValue[] {
  return [...source.keys].flatMap(([key, { path, value }]) => {
    if (value === undefined || (isSecretName(key) && givesNothingAway(value))) return [];
    const password = passwordInUrl(value);
    const secret = password ?? (isSecretName(key) || isKeyFile(key) ? value : undefined);
    if (!secret) return [];
    const inUrl = password !== undefined;
    return [{ source, key, value: secret, inUrl, at: () => placeIn(source.entry, path), open: isSymbolic(secret) }];
  });
}

/** @returns the secrets, each once: the password within the broker URL is the same secret as REDIS_PASSWORD. */
export function differentSecrets(input: LintInput): SecretValue[] {
  const all = secretValues(input);
  const whole = new Set(all.flatMap(({ inUrl, value }) => (inUrl ? [] : [value])));
  return all.filter(({ inUrl, value }) => !inUrl || !whole.has(value));
}

/** Keys of Kubernetes' built-in Secret types (kubernetes.io/tls, dockerconfigjson, ssh-auth). */
const isKeyFile = (key: string): boolean => /^(tls\.key|\.dockerconfigjson|\.dockercfg|ssh-privatekey)$/.test(key);

/** @returns a not-evaluated outcome that lists values filled in at deploy time; nothing if all are known. */
export function* openValues(input: LintInput): Generator<Outcome> {
  const open = secretValues(input).filter((secret) => secret.open);
  const names = open.slice(0, 12).map(({ key }) => key);
  if (open.length === 0) return;
  yield {
    kind: 'not-evaluated',
    message: `these are filled in at deploy time: ${names.join(', ')}${open.length > names.length ? ` and ${open.length - names.length} more` : ''}`,
  };
}
