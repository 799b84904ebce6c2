import type { HttpAnswer } from './answer.ts';

/** Who answered a request that went in through the ingress controller. */
export type Answerer = 'api' | 'web' | 'plugin-daemon' | 'controller' | 'unknown';

/**
 * Tells who answered, from marks that the parts leave on every answer, errors included:
 * dify-api adds `X-Version` and `X-Env` app-wide; dify-web's pages carry `data-api-prefix` on the body, its `/` redirects to
 * `/apps` and Next.js names itself; the plugin daemon has a JSON shape of its own; what bears none of these marks
 * and is a bare 404 comes from the ingress controller.
 */
export function answeredBy(answer: HttpAnswer): Answerer {
  if (answer.headers['x-version'] !== undefined && answer.headers['x-env'] !== undefined) return 'api';
  if (isWeb(answer)) return 'web';
  if (/PluginDaemon\w*Error/.test(answer.body)) return 'plugin-daemon';
  if (isController(answer)) return 'controller';
  return 'unknown';
}

function isWeb({ headers, body, status }: HttpAnswer): boolean {
  if (headers['x-powered-by']?.includes('Next.js')) return true;
  // The second is the text of Next.js' own 404 page.
  if (body.includes('data-api-prefix=') || body.includes('This page could not be found.')) return true;
  return status === 307 && headers.location === '/apps';
}

/** Traefik's own 404, ingress-nginx's default backend, or nginx's page. */
function isController({ status, body }: HttpAnswer): boolean {
  return status === 404 && (/^404 page not found\s*$/.test(body) || /default backend - 404|<center>nginx/.test(body));
}
