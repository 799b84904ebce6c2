import { type Cookie, parseCookie } from 'undici';
import type { Config, Contract, Kube } from '../../../harness/index.ts';
import { workloadOf } from '../../../harness/index.ts';
import { containerSettings } from '../cluster/container-settings.ts';
import { TOKEN_NAMES } from './console-tokens.ts';

/** The API's cookie settings, as its container has them. */
const NAMES = [
  'CONSOLE_WEB_URL',
  'CONSOLE_API_URL',
  'COOKIE_DOMAIN',
  'ACCESS_TOKEN_EXPIRE_MINUTES',
  'REFRESH_TOKEN_EXPIRE_DAYS',
] as const;

export type CookieSettings = Readonly<Record<(typeof NAMES)[number], string>>;

/** The required attributes of the three login cookies (Dify's libs/token.py): they depend on the settings, never on the request. */
export interface CookiesWanted {
  readonly prefix: '' | '__Host-';
  readonly secure: boolean;
  readonly domain: string | undefined;
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
}

export const cookieSettings = (kube: Kube, config: Config): Promise<CookieSettings> =>
  containerSettings(kube, workloadOf(config, 'api'), NAMES);

/** Uses Dify's defaults for empty settings. */
export function cookiesWanted(settings: CookieSettings, contract: Pick<Contract, 'cookieDomain'>): CookiesWanted {
  const secure = [settings.CONSOLE_WEB_URL, settings.CONSOLE_API_URL].every((url) => url.startsWith('https'));
  const domain = contract.cookieDomain ? settings.COOKIE_DOMAIN.trim().replace(/^\./, '') || undefined : undefined;
  return {
    prefix: secure && !domain ? '__Host-' : '',
    secure,
    domain,
    accessSeconds: Number(settings.ACCESS_TOKEN_EXPIRE_MINUTES || 60) * 60,
    refreshSeconds: Number(settings.REFRESH_TOKEN_EXPIRE_DAYS || 30) * 86_400,
  };
}

/** @returns whether a browser sends a cookie of this domain to the host. */
export const coversHost = (domain: string, host: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** @returns what is wrong with the cookies that a login sets. */
export function cookieProblems(setCookies: readonly string[], wanted: CookiesWanted): string[] {
  const set = setCookies.flatMap((line) => parseCookie(line) ?? []);
  return Object.entries(TOKEN_NAMES).flatMap(([token, plain]) => {
    const name = wanted.prefix + plain;
    const found = set.filter((one) => one.name.replace('__Host-', '') === plain);
    const [cookie] = found;
    if (!cookie || found.length > 1) return [`${name} is set ${found.length} times, must be once`];
    return cookieFaults(cookie, name, token as keyof typeof TOKEN_NAMES, wanted);
  });
}

function cookieFaults(
  cookie: Cookie,
  name: string,
  token: keyof typeof TOKEN_NAMES,
  { secure, domain, accessSeconds, refreshSeconds }: CookiesWanted,
): string[] {
  const has = {
    name: cookie.name,
    // The page has to read the CSRF token, but must not be able to read the others.
    HttpOnly: cookie.httpOnly ?? false,
    SameSite: cookie.sameSite ?? 'none given',
    Path: cookie.path ?? 'none given',
    Secure: cookie.secure ?? false,
    Domain: cookie.domain?.replace(/^\./, '') ?? 'none',
    'Max-Age': cookie.maxAge ?? 'none given',
  };
  const must: typeof has = {
    name,
    HttpOnly: token !== 'csrf',
    SameSite: 'Lax',
    Path: '/',
    Secure: secure,
    Domain: domain ?? 'none',
    'Max-Age': token === 'refresh' ? refreshSeconds : accessSeconds,
  };
  return (Object.keys(must) as (keyof typeof must)[]).flatMap((key) =>
    has[key] === must[key] ? [] : [`${name}: ${key} is ${has[key]}, must be ${must[key]}`],
  );
}
