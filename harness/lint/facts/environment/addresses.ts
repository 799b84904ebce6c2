/** A URL as written; its parts may contain `${NAME}`, which Node's own parser would escape. */
export interface Address {
  /** Lower case, `http`. */
  readonly scheme: string;
  readonly host: string;
  readonly port: number | undefined;
  /** What follows host and port: path and query. */
  readonly rest: string;
}

const URL_PATTERN =
  /\b([a-z][a-z0-9+.-]*):\/\/(?:[^@\s/?#"',;]*@)?(\[[^\]\s]+\]|[^\s:/?#"',;<>()[\]\\]*)(?::(\d{1,5}))?([^\s"',;<>]*)/gi;

/** @returns every URL in a text, in order: a single one, a comma-separated list, or a whole file. */
export function urlsIn(text: string): Address[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(URL_PATTERN)].map(([, scheme = '', host = '', port, rest = '']) => ({
    scheme: scheme.toLowerCase(),
    // An unescaped password breaks the URL: what precedes its "@" is not a host.
    host: rest.includes('@') ? '' : host.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    rest,
  }));
}

/** @returns the URL if the text is exactly one. */
export function urlOf(text: string): Address | undefined {
  const [only, ...others] = urlsIn(text);
  return only && others.length === 0 && /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? only : undefined;
}

/** Default ports of schemes. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  redis: 6379,
  rediss: 6379,
  postgresql: 5432,
  postgres: 5432,
};

/** @returns the port that a client of the URL connects to; undefined if its scheme has no default. */
export const portOf = ({ scheme, port }: Address): number | undefined => port ?? DEFAULT_PORTS[scheme];

/** Settings that contain a host instead of a URL: `DB_HOST`; not those that say where a program itself listens. */
export function isHostName(variable: string): boolean {
  if (!variable.endsWith('_HOST') && !variable.endsWith('_SERVER')) return false;
  return !/(BIND|LISTEN|INSTALLING|DEBUGGING|REMOTE_INSTALL|^SERVER)_HOST$/.test(variable);
}

/** @returns whether a text is an IP address, of this machine or another. */
export const isIpAddress = (host: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$|^\[?[0-9a-f]*:[0-9a-f:.]*\]?$/i.test(host);

/** @returns whether the host is the container itself. */
export const isOwnContainer = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0)$/.test(host);
