import { parseCookie } from 'undici';

interface Kept {
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
}

/** Cookies as a browser handles them, as far as checks need it: name, value, domain, removal. */
export class CookieJar {
  readonly #cookies = new Map<string, Kept>();

  /** Stores the cookies that `host` set; like a browser, it drops cookies for a domain that `host` is not part of. */
  take(host: string, setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const cookie = parseCookie(line);
      if (!cookie) continue;
      const domain = cookie.domain?.replace(/^\./, '').toLowerCase();
      if (domain && !belongsTo(host, domain)) continue;
      if (isRemoval(cookie)) this.#cookies.delete(cookie.name);
      else this.#cookies.set(cookie.name, { value: cookie.value, domain: domain ?? host, hostOnly: !domain });
    }
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  /** @returns the Cookie header for a request to `host`, empty if there is none. */
  header(host: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => (cookie.hostOnly ? cookie.domain === host : belongsTo(host, cookie.domain)))
      .map(([name, cookie]) => `${name}=${cookie.value}`)
      .join('; ');
  }
}

function belongsTo(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function isRemoval({ value, maxAge, expires }: { value: string; maxAge?: number; expires?: Date | number }): boolean {
  if (maxAge !== undefined) return maxAge <= 0;
  return value === '' || (expires !== undefined && new Date(expires).getTime() <= Date.now());
}
