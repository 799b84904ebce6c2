import type { Contract } from '../../../harness/index.ts';
import { credentialsOf, type Tokens } from './console-tokens.ts';

/** Credentials that must not let anybody in. */
export interface Forgery {
  readonly what: string;
  readonly headers: Record<string, string>;
}

/** Tokens that somebody might try instead; `undefined` where none could be had. */
export interface Foreign {
  /** An access token of the right key that has run out. */
  readonly expired: string | undefined;
  /** A CSRF token that the API gave another session of the same account. */
  readonly otherCsrf: string;
  /** A CSRF token of the right key for another account. */
  readonly strangersCsrf: string | undefined;
}

/** @returns the token with another signature: its first character, since the last one has bits that say nothing. */
export function altered(token: string): string {
  const dot = token.lastIndexOf('.') + 1;
  return `${token.slice(0, dot)}${token[dot] === 'A' ? 'B' : 'A'}${token.slice(dot + 1)}`;
}

/** @returns a token with the same claims that says of itself that it needs no signature. */
export function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

/** All that this version must refuse: without credentials, with a forged access token, and where it has one, without its CSRF token. */
export function forgeries(contract: Pick<Contract, 'auth'>, own: Tokens, foreign: Foreign): Forgery[] {
  const shown = (tokens: Partial<Tokens>) => credentialsOf(contract, { ...own, ...tokens });
  return [
    { what: 'no credentials', headers: {} },
    { what: 'an access token with another signature', headers: shown({ access: altered(own.access) }) },
    { what: 'an access token without a signature', headers: shown({ access: unsigned(own.access) }) },
    ...(foreign.expired
      ? [{ what: 'an access token that has run out', headers: shown({ access: foreign.expired }) }]
      : []),
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
