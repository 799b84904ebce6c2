import type { LintInput } from '../input/input.ts';
import { MASK, maskUrls } from '../secrets/mask-line.ts';
import { isCommon, isPublic } from '../secrets/public-values.ts';
import { registerWrittenSecrets, writtenSecrets } from '../secrets/register.ts';
import { namesIn } from './names-in-set.ts';

/** Shorter ones occur in ordinary text by chance; where they stand they are hidden all the same. */
const SHORTEST = 6;
/** A single word of this length or less may be part of a sentence. */
const WORD = /^([a-z]{1,15}|[A-Z]{1,15}|\d{1,11})$/;
const ENCODED = /[A-Za-z0-9+/_-]{8,}={0,2}/g;

/**
 * Hides secrets where they flow: in a command line, in a file within a ConfigMap, in a value that a message quotes. Where
 * they stand (in a Secret, under their name, in a URL) the place says that they are secret. A value that is also a name
 * or a host of the set is hidden only where it stands: names never change.
 */
export class Hidden {
  readonly #input: LintInput;
  #values: ReadonlyMap<string, boolean> | undefined;
  #names: readonly string[] | undefined;
  readonly #isName = new Map<string, boolean>();

  constructor(input: LintInput) {
    this.#input = input;
  }

  /** @returns text that quotes the set, without the secrets that flow there. */
  mask(text: string): string {
    const values = this.#known();
    let result = maskUrls(text);
    if (values.size === 0) return result;
    for (const [value, isPlain] of values) {
      if (!result.includes(value) || (isPlain && this.#occursInName(value))) continue;
      result = result.replaceAll(value, MASK);
    }
    return result.replaceAll(ENCODED, (token) => (this.#encodes(token) ? MASK : token));
  }

  /** Registers the secrets for the redaction of what a run captures: logs, events, answers. */
  registerForCapture(): void {
    registerWrittenSecrets(this.#input);
  }

  /** Whether the token is Base64 of a text with a secret in it, such as `user:password`. */
  #encodes(token: string): boolean {
    if (/^[a-z]+$|^\d+$/.test(token)) return false;
    const decoded = Buffer.from(token, 'base64').toString();
    if (decoded.includes('\uFFFD')) return false;
    return [...this.#known().keys()].some((value) => decoded.includes(value));
  }

  #occursInName(value: string): boolean {
    this.#names ??= [...namesIn(this.#input)];
    const known = this.#isName.get(value) ?? this.#names.some((name) => name.includes(value));
    this.#isName.set(value, known);
    return known;
  }

  /** Secrets and their encodings, the longest first, each with whether it is the secret as it stands. */
  #known(): ReadonlyMap<string, boolean> {
    this.#values ??= new Map(
      [...writtenSecrets(this.#input)]
        .flatMap((secret): [string, boolean][] => [
          ...(isHideable(secret) ? [[secret, true] as [string, boolean]] : []),
          ...encodingsOf(secret),
        ])
        .sort(([a], [b]) => b.length - a.length),
    );
    return this.#values;
  }
}

const isHideable = (secret: string): boolean =>
  secret.length >= SHORTEST && !WORD.test(secret) && !isPublic(secret) && !isCommon(secret);

function encodingsOf(secret: string): [string, boolean][] {
  if (secret.length < SHORTEST) return [];
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const forms = [base64, base64.replaceAll('+', '-').replaceAll('/', '_')];
  const escaped = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return [...forms, ...escaped].filter((form) => form !== secret).map((form) => [form, false]);
}

const KNOWN = new WeakMap<LintInput, Hidden>();

/** @returns what hides the secrets of a set; made once for all rules. */
export function hiddenIn(input: LintInput): Hidden {
  const known = KNOWN.get(input) ?? new Hidden(input);
  KNOWN.set(input, known);
  return known;
}
