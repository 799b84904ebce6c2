import type { HttpAnswer } from './answer.ts';

/** Who answered a request through the ingress controller. */
export type Answerer = 'api' | 'web' | 'plugin-daemon' | 'controller' | 'unknown';

/**
 * Determines who answered from marks in every response, including errors: dify-api adds `X-Version` and `X-Env` to all responses;
 * dify-web's pages have `data-api-prefix` on the body, its `/` redirects to `/apps`, and Next.js adds its header; the plugin daemon's
 * JSON has a distinctive shape; a bare 404 with none of these marks comes from the ingress controller.
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
  // The second is the text of the 404 page of Next.js.
  if (body.includes('data-api-prefix=') || body.includes('This page could not be found.')) return true;
  return status === 307 && headers.location === '/apps';
}

/** Traefik's own 404, ingress-nginx's default backend, or nginx's page. */
function isController({ status, body }: HttpAnswer): boolean {
  return status === 404 && (/^404 page not found\s*$/.test(body) || /default backend - 404|<center>nginx/.test(body));
}
