import { answeredBy, brief, hostsOf, type IngressClient } from '../../../harness/index.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['NET-2'],
  severity: 'mandatory',
  effect: 'observe',
  needs: ['ingress-controller', 'dify-api', 'dify-web'],
} as const;

/** A request that must only be possible from inside. */
interface Inside {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
}

/** Without a tenant the inner API answers 400 before it checks the key, so nothing happens. */
const INNER: readonly Inside[] = ['invoke/llm', 'fetch/app/info', 'upload/file/request'].map((call) => ({
  path: `/inner/api/${call}`,
  method: 'POST',
}));

/** Each also with a path that the controller could take for /console/api and the API for something else. */
const DIAGNOSTICS: readonly Inside[] = ['health', 'threads', 'db-pool-stat'].flatMap((name) => [
  { path: `/${name}` },
  { path: `//${name}` },
  { path: `/console/api/..%2f..%2f${name}` },
]);

/** @returns those that the API or the plugin daemon answered with anything but "unknown path". */
async function exposed(http: IngressClient, hosts: readonly string[], calls: readonly Inside[]): Promise<string[]> {
  const asked = hosts.flatMap((host) =>
    calls.map(async ({ path, method = 'GET' }) => {
      const answer = await http.request(`http://${host}${path}`, {
        method,
        ...(method === 'POST' ? { json: {} } : {}),
      });
      const by = answeredBy(answer);
      // Flask's page for an unknown path is HTML; handlers return JSON.
      const isUnknownPath = answer.status === 404 && answer.headers['content-type']?.startsWith('text/html');
      if ((by !== 'api' && by !== 'plugin-daemon') || isUnknownPath) return [];
      return [`${method} http://${host}${path} reaches ${by} from outside: ${brief(answer)}`];
    }),
  );
  return (await Promise.all(asked)).flat();
}

const hidden = { ...declared, dependsOn: ['routes-web-host', 'routes-api-host', 'routes-refused'] } as const;

// Fails on: an Ingress path /inner to the API.
test(
  'The inner API, which plugins use, cannot be called from outside',
  check({
    ...hidden,
    id: 'inner-api-closed',
    faults: [{ kind: 'route', path: '/inner', host: 'web', to: 'api' }],
    remediation:
      'Remove the Ingress path that routes /inner/api to the API: only the plugin daemon needs it, inside the cluster.',
  }),
  async ({ env, http, note }) => {
    const hosts = hostsOf(env.config);
    expectNone(await exposed(http, hosts, INNER));
    note(`not reachable at ${hosts.join(' and ')}: ${INNER.map(({ path }) => path).join(', ')}`);
  },
);

// Fails on: an Ingress path /threads to the API.
test(
  "The API's health, threads and database pool pages are not exposed",
  check({
    ...hidden,
    id: 'diagnostics-closed',
    severity: 'recommended',
    faults: [{ kind: 'route', path: '/threads', host: 'web', to: 'api' }],
    remediation: 'Route only /api and /console/api to the API: up to Dify 1.14.0 these pages require no key.',
  }),
  async ({ env, http, note }) => {
    const hosts = hostsOf(env.config);
    expectNone(await exposed(http, hosts, DIAGNOSTICS));
    note(`not reachable at ${hosts.join(' and ')}: ${DIAGNOSTICS.map(({ path }) => path).join(', ')}`);
  },
);

/** Paths of Dify without a rule in the description; on the web host the catch-all routes them to dify-web. */
const SURFACES = ['/v1/info', '/files/x/file-preview', '/e/x/y', '/mcp/server/x/mcp', '/triggers/webhook/x'];

test(
  'As described, neither host routes the service API, files, plugin endpoints, MCP or triggers',
  check({
    ...declared,
    id: 'surfaces-not-routed',
    // An nginx of the set routes them, as that of Compose does.
    requires: ['edge:ingress', 'api', 'web'],
    severity: 'informational',
    faults: [{ kind: 'route', path: '/mcp', host: 'api', to: 'api' }],
    remediation: 'If one of them is meant to be public, add its Ingress rule and list it under `routes` in the config.',
  }),
  async ({ env, http, note }) => {
    const asked = hostsOf(env.config).flatMap((host) =>
      SURFACES.map(async (path) => {
        const by = answeredBy(await http.request(`http://${host}${path}`));
        return by === 'api' || by === 'plugin-daemon' ? [`http://${host}${path} reaches ${by}`] : [];
      }),
    );
    const problems = (await Promise.all(asked)).flat();
    note(
      `not reachable from outside: ${SURFACES.join(', ')}. Programs that use the service API need its route: is this intended?`,
    );
    expectNone(problems);
  },
);
