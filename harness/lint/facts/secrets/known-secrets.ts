import { type Outcome, type Place, placeIn } from '../../outcome.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import type { Source } from '../input/sources.ts';
import { givesNothingAway, isSecretName, passwordInUrl } from './names.ts';

/** A secret in a Secret of the set. */
export interface SecretValue {
  readonly source: Source;
  /** Of the key within the Secret. */
  readonly key: string;
  /** The secret itself: the whole value, or the password within its URL. */
  readonly value: string;
  /** Where the key is written. */
  readonly at: () => Place;
  /** It is the password within a URL. */
  readonly inUrl: boolean;
  /** It is filled in at deploy time, so that nobody knows it yet. */
  readonly open: boolean;
}

const KNOWN = new WeakMap<LintInput, readonly SecretValue[]>();

/** @returns the secrets in the Secrets of the set. Hosts, users and the like that are kept there too are none. */
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

/** @returns the secrets, each once: the password of Redis within the broker's URL is that of REDIS_PASSWORD. */
export function differentSecrets(input: LintInput): SecretValue[] {
  const all = secretValues(input);
  const whole = new Set(all.flatMap(({ inUrl, value }) => (inUrl ? [] : [value])));
  return all.filter(({ inUrl, value }) => !inUrl || !whole.has(value));
}

/** Keys of the Secrets that Kubernetes itself knows (kubernetes.io/tls, dockerconfigjson, ssh-auth). */
const isKeyFile = (key: string): boolean => /^(tls\.key|\.dockerconfigjson|\.dockercfg|ssh-privatekey)$/.test(key);

/** @returns what to say of values that nobody knows yet; nothing where all are known. */
export function* openValues(input: LintInput): Generator<Outcome> {
  const open = secretValues(input).filter((secret) => secret.open);
  const names = open.slice(0, 12).map(({ key }) => key);
  if (open.length === 0) return;
  yield {
    kind: 'not-evaluated',
    message: `filled in at deploy time only: ${names.join(', ')}${open.length > names.length ? ` and ${open.length - names.length} more` : ''}`,
  };
}
