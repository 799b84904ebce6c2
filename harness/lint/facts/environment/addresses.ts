/** A URL as it is written; its parts may hold `${NAME}`. Node's own parser would escape and normalise them. */
export interface Address {
  /** Lower case, `http`. */
  readonly scheme: string;
  readonly host: string;
  readonly port: number | undefined;
  /** What follows host and port: path, query. */
  readonly rest: string;
}

const URL_PATTERN =
  /\b([a-z][a-z0-9+.-]*):\/\/(?:[^@\s/?#"',;]*@)?(\[[^\]\s]+\]|[^\s:/?#"',;<>()[\]\\]*)(?::(\d{1,5}))?([^\s"',;<>]*)/gi;

/** @returns every URL of a text, in order: a single one, a list with commas, a file with many. */
export function urlsIn(text: string): Address[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(URL_PATTERN)].map(([, scheme = '', host = '', port, rest = '']) => ({
    scheme: scheme.toLowerCase(),
    // A password that is not escaped breaks the URL: what stands before its "@" is no host.
    host: rest.includes('@') ? '' : host.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    rest,
  }));
}

/** @returns the URL that a text is, and nothing else. */
export function urlOf(text: string): Address | undefined {
  const [only, ...others] = urlsIn(text);
  return only && others.length === 0 && /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? only : undefined;
}

/** Ports that a scheme stands for. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  redis: 6379,
  rediss: 6379,
  postgresql: 5432,
  postgres: 5432,
};

/** @returns the port that a client of the URL connects to; undefined where its scheme has no usual one. */
export const portOf = ({ scheme, port }: Address): number | undefined => port ?? DEFAULT_PORTS[scheme];

/** Settings that hold a host and no URL: `DB_HOST`. Those that say where a program itself listens are none. */
export function isHostName(variable: string): boolean {
  if (!variable.endsWith('_HOST') && !variable.endsWith('_SERVER')) return false;
  return !/(BIND|LISTEN|INSTALLING|DEBUGGING|REMOTE_INSTALL|^SERVER)_HOST$/.test(variable);
}

/** @returns whether a text is an IP address, of this machine or another. */
export const isIpAddress = (host: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$|^\[?[0-9a-f]*:[0-9a-f:.]*\]?$/i.test(host);

/** @returns whether the host means the container itself. */
export const isOwnContainer = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0)$/.test(host);
