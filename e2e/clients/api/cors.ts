import {
  answeredBy,
  brief,
  type Config,
  type Contract,
  type HttpAnswer,
  type IngressClient,
} from '../../../harness/index.ts';

/** A part of the API that pages in a browser call. */
export interface Surface {
  readonly host: string;
  /** One path that needs no session, and one that answers 401: a page must be able to read both. */
  readonly paths: readonly string[];
  /** Non-standard headers that pages send there. */
  readonly headers: readonly string[];
}

const OPEN_AND_REFUSED: Readonly<Record<string, readonly string[]>> = {
  '/console/api': ['/console/api/ping', '/console/api/account/profile'],
  '/api': ['/api/system-features', '/api/parameters'],
};

const headersFor = (prefix: string, { consoleHeaders, appHeaders }: Contract): readonly string[] =>
  prefix === '/api' ? [...consoleHeaders, ...appHeaders] : consoleHeaders;

/** Where the config routes to the API, below the two prefixes that browsers use. */
export function surfacesOf({ routes }: Pick<Config, 'routes'>, contract: Contract): Surface[] {
  const found = new Map<string, Surface>();
  for (const { host, path, to } of routes) {
    const prefix = Object.keys(OPEN_AND_REFUSED).find((one) => path === one || path.startsWith(`${one}/`));
    if (to !== 'api' || prefix === undefined) continue;
    const paths = OPEN_AND_REFUSED[prefix] ?? [];
    found.set(host + prefix, { host, paths, headers: headersFor(prefix, contract) });
  }
  return [...found.values()];
}

/** The preflight that a browser sends before a call that is not a simple request. */
export function preflight(http: IngressClient, surface: Surface, path: string, origin: string): Promise<HttpAnswer> {
  return http.request(`http://${surface.host}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': surface.headers.toSorted().join(','),
    },
  });
}

/** The call itself, as a page of that origin sends it. */
export function callFrom(http: IngressClient, surface: Surface, path: string, origin: string): Promise<HttpAnswer> {
  return http.request(`http://${surface.host}${path}`, { headers: { origin } });
}

/** @returns the CORS headers of an answer, in lower case. */
export function corsHeaders({ headers }: HttpAnswer): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

/** @returns why a browser would hide this response from a page of that origin that calls with cookies. */
export function keptFrom(answer: HttpAnswer, origin: string): string[] {
  const allowed = answer.headers['access-control-allow-origin'];
  const credentials = answer.headers['access-control-allow-credentials'];
  return [
    ...(answeredBy(answer) === 'api' ? [] : [`something other than the API answered: ${brief(answer)}`]),
    // Browsers reject a header that is sent twice (by the API and by the ingress controller).
    ...(allowed === origin ? [] : [`Access-Control-Allow-Origin is ${allowed ?? 'missing'}, must be ${origin}`]),
    ...(credentials === 'true'
      ? []
      : [`Access-Control-Allow-Credentials is ${credentials ?? 'missing'}, must be true`]),
  ];
}

/** Besides GET, HEAD and POST, which need no permission. */
const METHODS = ['PUT', 'PATCH', 'DELETE'];

/** @returns why a browser would not send the call after this preflight. */
export function forbids(answer: HttpAnswer, origin: string, headers: readonly string[]): string[] {
  const missing = (header: string, wanted: readonly string[]) => {
    const given = (answer.headers[header] ?? '').toLowerCase().split(/\s*,\s*/);
    return wanted.filter((one) => !given.includes(one.toLowerCase())).map((one) => `${header} lacks ${one}`);
  };
  return [
    ...(answer.status >= 200 && answer.status < 300 ? [] : [`the response must be 2xx: ${brief(answer)}`]),
    ...keptFrom(answer, origin),
    ...missing('access-control-allow-methods', METHODS),
    ...missing('access-control-allow-headers', headers),
  ];
}
