import {
  callFrom,
  corsHeaders,
  forbids,
  keptFrom,
  preflight,
  type Surface,
  surfacesOf,
} from '../../clients/api/cors.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['NET-2', 'DEP-3'],
  effect: 'observe',
  dependsOn: ['routes-web-host', 'routes-api-host'],
  needs: ['dify-api', 'ingress-controller'],
} as const;

/** Every path of every surface, all at once. */
async function onEach(
  surfaces: readonly Surface[],
  look: (surface: Surface, path: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const looked = surfaces.flatMap((surface) => surface.paths.map((path) => look(surface, path)));
  return (await Promise.all(looked)).flat();
}

// Turns red: WEB_API_CORS_ALLOW_ORIGINS without the web host; nginx.ingress.kubernetes.io/enable-cors on the API's Ingress.
test(
  'Pages on the web host may call the API with cookies and CSRF token on every host that routes to it',
  check({
    ...declared,
    id: 'cors-own-pages',
    severity: 'mandatory',
    faults: [{ kind: 'switch', name: 'cors-shut', part: 'api' }],
    remediation:
      'Set CONSOLE_CORS_ALLOW_ORIGINS and WEB_API_CORS_ALLOW_ORIGINS to the origin of the pages, and remove enable-cors from the Ingress: the API sends the CORS headers itself.',
  }),
  async ({ env, http, contract, note }) => {
    const surfaces = surfacesOf(env.config, contract);
    if (surfaces.length === 0) inconclusive('the config routes nothing below /console/api or /api to the API');
    const origin = `http://${env.config.hosts.web}`;
    const problems = await onEach(surfaces, async (surface, path) => {
      const [asked, called] = await Promise.all([
        preflight(http, surface, path, origin),
        callFrom(http, surface, path, origin),
      ]);
      const where = `http://${surface.host}${path}`;
      // Pages need no permission to call their own host, so there the API may send no CORS headers, but then none at all.
      if (surface.host === env.config.hosts.web && corsHeaders(called).length + corsHeaders(asked).length === 0) {
        note(`${where}: no CORS headers, which pages of the same host don't need`);
        return [];
      }
      note(`${where}: preflight HTTP ${asked.status}, call HTTP ${called.status}, allowed for ${origin}`);
      return [
        ...forbids(asked, origin, surface.headers).map((why) => `OPTIONS ${where}: ${why}`),
        ...keptFrom(called, origin).map((why) => `GET ${where}: ${why}`),
      ];
    });
    expectNone(problems);
  },
);

/** A foreign page, one whose origin looks like ours, and one without an origin (a sandboxed frame, a file). */
const foreign = (web: string): string[] => ['http://foreign.invalid', `http://${web}.foreign.invalid`, 'null'];

// Turns red: CONSOLE_CORS_ALLOW_ORIGINS "*", Dify's default, with which the API echoes every origin.
test(
  "Pages of other origins cannot read the API's responses to a signed-in visitor",
  check({
    ...declared,
    id: 'cors-foreign-pages',
    severity: 'recommended',
    dependsOn: [...declared.dependsOn, 'cors-own-pages'],
    faults: [{ kind: 'switch', name: 'cors-open', part: 'api' }],
    remediation:
      'Replace "*" in CONSOLE_CORS_ALLOW_ORIGINS and WEB_API_CORS_ALLOW_ORIGINS with the exact origins, comma-separated without spaces.',
  }),
  async ({ env, http, contract, note }) => {
    const surfaces = surfacesOf(env.config, contract);
    if (surfaces.length === 0) inconclusive('the config routes nothing below /console/api or /api to the API');
    const origins = foreign(env.config.hosts.web);
    const problems = await onEach(surfaces, async (surface, path) => {
      const answers = origins.flatMap((origin) =>
        [preflight, callFrom].map(async (send) => {
          const { headers } = await send(http, surface, path, origin);
          const allowed = headers['access-control-allow-origin'];
          if (allowed === undefined) return [];
          return [
            `http://${surface.host}${path} answers a page of ${origin} with Access-Control-Allow-Origin: ${allowed}`,
          ];
        }),
      );
      return [...new Set((await Promise.all(answers)).flat())];
    });
    note(`${surfaces.length} surfaces called from ${origins.join(', ')}`);
    expectNone(problems);
  },
);
