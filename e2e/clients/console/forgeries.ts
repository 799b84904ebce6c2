import type { Contract } from '../../../harness/index.ts';
import { credentialsOf, type Tokens } from './console-tokens.ts';

/** Credentials that must be rejected. */
export interface Forgery {
  readonly what: string;
  readonly headers: Record<string, string>;
}

/** Tokens that an attacker might use instead; `undefined` if not available. */
export interface Foreign {
  /** An expired access token, signed with the right key. */
  readonly expired: string | undefined;
  /** The CSRF token of another session of the same account. */
  readonly otherCsrf: string;
  /** A CSRF token for another account, signed with the right key. */
  readonly strangersCsrf: string | undefined;
}

/** @returns the token with an altered signature: the first character, since the last one has unused bits. */
export function altered(token: string): string {
  const dot = token.lastIndexOf('.') + 1;
  return `${token.slice(0, dot)}${token[dot] === 'A' ? 'B' : 'A'}${token.slice(dot + 1)}`;
}

/** @returns a token with the same claims and `alg: none`. */
export function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

/** Everything this version must reject: no credentials, forged access tokens and, if the version has it, a wrong CSRF token. */
export function forgeries(contract: Pick<Contract, 'auth'>, own: Tokens, foreign: Foreign): Forgery[] {
  const shown = (tokens: Partial<Tokens>) => credentialsOf(contract, { ...own, ...tokens });
  return [
    { what: 'no credentials', headers: {} },
    { what: 'an access token with another signature', headers: shown({ access: altered(own.access) }) },
    { what: 'an access token without a signature', headers: shown({ access: unsigned(own.access) }) },
    ...(foreign.expired ? [{ what: 'an expired access token', headers: shown({ access: foreign.expired }) }] : []),
    ...(contract.auth === 'bearer'
      ? [{ what: 'an access token of another scheme', headers: { authorization: `Basic ${own.access}` } }]
      : csrfForgeries(shown, own, foreign)),
  ];
}

function csrfForgeries(
  shown: (tokens: Partial<Tokens>) => Record<string, string>,
  own: Tokens,
  { otherCsrf, strangersCsrf }: Foreign,
): Forgery[] {
  const { 'x-csrf-token': _, ...withoutHeader } = shown({});
  const withHeader = (csrf: string) => ({ ...withoutHeader, 'x-csrf-token': csrf });
  return [
    { what: 'no X-CSRF-Token', headers: withoutHeader },
    { what: 'an altered X-CSRF-Token', headers: withHeader(altered(own.csrf)) },
    { what: 'the X-CSRF-Token of another session', headers: withHeader(otherCsrf) },
    {
      what: 'an X-CSRF-Token without its cookie',
      headers: { ...shown({ csrf: '' }), 'x-csrf-token': own.csrf },
    },
    ...(strangersCsrf
      ? [{ what: "another account's CSRF token, as cookie and header", headers: shown({ csrf: strangersCsrf }) }]
      : []),
  ];
}
