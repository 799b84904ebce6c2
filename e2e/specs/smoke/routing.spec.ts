import { type Answerer, answeredBy, brief, type IngressClient, type Route } from '../../../harness/index.ts';
import { deployedPaths } from '../../clients/ingress/deployed-paths.ts';
import { matrixOf, type Probe } from '../../clients/ingress/ingress-matrix.ts';
import { check, expectNone, inconclusive, notApplicable } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['NET-2'],
  severity: 'mandatory',
  effect: 'observe',
  needs: ['ingress-controller', 'dify-api', 'dify-web'],
} as const;

/** `none`: the ingress controller itself rejects the request, and no part of Dify sees it. */
const EXPECTED: Readonly<Record<Route['to'], Answerer>> = { api: 'api', web: 'web', none: 'controller' };

/** Requests every route. @returns those answered by the wrong part. */
async function wrongRoutes(
  http: IngressClient,
  routes: readonly Route[],
  note: (text: string) => void,
): Promise<string[]> {
  const asked = routes.map(async ({ host, path, to }) => {
    const answer = await http.request(`http://${host}${path}`);
    const by = answeredBy(answer);
    note(`${host}${path}: ${by} (HTTP ${answer.status})`);
    if (by === EXPECTED[to]) return [];
    return [`http://${host}${path} was answered by ${by}, must be ${EXPECTED[to]}: ${brief(answer)}`];
  });
  return (await Promise.all(asked)).flat();
}

// Fails on: an Ingress path longer than /console/api that routes to web (the rules as the description has them).
test(
  'On the web host every path reaches its listed service',
  check({
    ...declared,
    id: 'routes-web-host',
    requires: ['api', 'web'],
    faults: [{ kind: 'route', path: '/signin', host: 'web', to: 'api' }],
    remediation:
      'Correct the paths of the host: kubectl get ingress -A shows them. With use-regex the longest path string is tried first: write /console/api(/|$)(.*), otherwise /console(/|$)(.*) matches first.',
  }),
  async ({ env, http, note }) => {
    const { hosts, routes } = env.config;
    expectNone(
      await wrongRoutes(
        http,
        routes.filter(({ host, to }) => host === hosts.web && to !== 'none'),
        note,
      ),
    );
  },
);

// Fails on: a missing path /api in the API's Ingress.
test(
  'On the API host every path reaches its listed service',
  check({
    ...declared,
    id: 'routes-api-host',
    requires: ['api', 'two-hosts'],
    faults: [{ kind: 'route', path: '/api/system-features', host: 'api', to: 'web' }],
    remediation: 'Route /api and /console/api of the host to the API: kubectl get ingress -A shows its paths.',
  }),
  async ({ env, http, note }) => {
    const { hosts, routes } = env.config;
    expectNone(
      await wrongRoutes(
        http,
        routes.filter(({ host, to }) => host === hosts.api && to !== 'none'),
        note,
      ),
    );
  },
);

// Fails on: a rule for / on the API host, a rule without a host, or a default backend.
test(
  'Unknown hosts and unlisted paths reach no service',
  check({
    ...declared,
    id: 'routes-refused',
    faults: [{ kind: 'route', path: '/', host: 'any', to: 'web' }],
    remediation:
      'Remove the catch-all rule or default backend that accepts the request; the inner API must not be reachable.',
  }),
  async ({ env, http, note }) => {
    const refused = env.config.routes.filter(({ to }) => to === 'none');
    if (refused.length === 0) notApplicable('the config lists no path that must be refused (routes with to: none)');
    expectNone(await wrongRoutes(http, refused, note));
  },
);

/** Without OPTIONS, which the CORS checks cover. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The API marks every response, so each method can be traced to it; the other parts are recognized by their response to a GET. */
async function astray(http: IngressClient, { host, path, part, rule, harmless }: Probe): Promise<string[]> {
  const methods = part === 'api' && harmless ? METHODS : (['GET'] as const);
  const asked = methods.map(async (method) => {
    const answer = await http.request(`http://${host}${path}`, { method });
    const by = answeredBy(answer);
    if (by === part) return [];
    return [
      `${method} http://${host}${path} was answered by ${by}, but ${rule.name} routes it to ${part}: ${brief(answer)}`,
    ];
  });
  return (await Promise.all(asked)).flat();
}

// Also fails on: a controller filter that rejects PATCH.
test(
  'Every path of the deployed Ingresses or HTTPRoutes reaches its backend, with every method',
  check({
    ...declared,
    id: 'ingress-paths-answer',
    requires: ['routes'],
    dependsOn: ['routes-web-host', 'routes-api-host'],
    // Its pattern is longer than the API's, so it wins although nobody would expect it to.
    faults: [
      {
        kind: 'route',
        path: '/console/api/dify-e2e-nothing/x',
        pattern: '/(c|C)onsole/api/dify-e2e-nothing(/|$)(.*)',
        host: 'web',
        to: 'web',
      },
    ],
    remediation:
      'Run kubectl get ingress,httproute -o yaml and look for a path, in any object with the same host, that is tried before the named one, or for a controller setting that answers the method.',
  }),
  async ({ env, http, kube, note }) => {
    const { probes, left } = matrixOf(await deployedPaths(env, kube), env.config);
    const problems = (await Promise.all(probes.map((probe) => astray(http, probe)))).flat();
    for (const { host, path, part } of probes) note(`${host}${path}: ${part}`);
    for (const reason of left) note(`not requested: ${reason}`);
    if (probes.length === 0)
      inconclusive('the Ingresses or HTTPRoutes of the namespace have no path that can be requested');
    expectNone(problems);
  },
);
