import type { Contract } from '../../../harness/index.ts';

/** What a login returns; `csrf` is empty if the version has none. */
export interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly csrf: string;
  /** Prefix of the cookie names: `__Host-` if Dify is configured for https on one host. */
  readonly prefix: '' | '__Host-';
}

/** Names of the tokens as cookies; the JSON of older versions has the first two. */
export const TOKEN_NAMES = { access: 'access_token', refresh: 'refresh_token', csrf: 'csrf_token' } as const;

/** @returns the headers that send these tokens; empty ones are left out. */
export function credentialsOf(
  { auth }: Pick<Contract, 'auth'>,
  { access, refresh = '', csrf = '', prefix = '' }: Partial<Tokens>,
): Record<string, string> {
  if (auth === 'bearer') return access ? { authorization: `Bearer ${access}` } : {};
  const cookies = Object.entries({ access, refresh, csrf }).flatMap(([name, value]) =>
    value ? [`${prefix}${TOKEN_NAMES[name as keyof typeof TOKEN_NAMES]}=${value}`] : [],
  );
  return {
    ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
    ...(csrf ? { 'x-csrf-token': csrf } : {}),
  };
}
