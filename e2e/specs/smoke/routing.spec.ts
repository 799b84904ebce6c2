import { type Answerer, answeredBy, brief, type IngressClient, type Route } from '../../../harness/index.ts';
import { matrixOf, type Probe } from '../../clients/ingress/ingress-matrix.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['NET-2'],
  severity: 'mandatory',
  effect: 'observe',
  needs: ['ingress-controller', 'dify-api', 'dify-web'],
} as const;

/** `none`: the ingress controller itself refuses, no part of Dify sees the request. */
const EXPECTED: Readonly<Record<Route['to'], Answerer>> = { api: 'api', web: 'web', none: 'controller' };

/** Sends every route and returns those that were answered by someone else. */
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

// Turns red: an Ingress path longer than /console/api that leads to the web (the rules as the description has them).
test(
  'On the web host every path reaches the service that is listed for it',
  check({
    ...declared,
    id: 'routes-web-host',
    faults: [{ kind: 'route', path: '/signin', host: 'web', to: 'api' }],
    remediation:
      'Correct 40-web-ingress.yaml. With use-regex the longest path string is tried first: write /console/api(/|$)(.*), or /console(/|$)(.*) swallows it.',
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

// Turns red: the path /api of the API's Ingress taken away.
test(
  'On the API host every path reaches the service that is listed for it',
  check({
    ...declared,
    id: 'routes-api-host',
    faults: [{ kind: 'route', path: '/api/system-features', host: 'api', to: 'web' }],
    remediation: 'Correct 41-api-ingress.yaml: /api and /console/api go to the API.',
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

// Turns red: a rule for / on the API host, a rule without a host, or a default backend.
test(
  'An unknown host and a path that is not listed reach no service',
  check({
    ...declared,
    id: 'routes-refused',
    faults: [{ kind: 'route', path: '/', host: 'any', to: 'web' }],
    remediation:
      'Remove the catch-all rule or default backend that lets the request in; the inner API must not be reachable.',
  }),
  async ({ env, http, note }) => {
    expectNone(
      await wrongRoutes(
        http,
        env.config.routes.filter(({ to }) => to === 'none'),
        note,
      ),
    );
  },
);

/** OPTIONS is the business of the checks on CORS. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The API marks every answer, so each method can be followed to it; the others are known by what they send to a GET. */
async function astray(http: IngressClient, { host, path, part, rule, harmless }: Probe): Promise<string[]> {
  const methods = part === 'api' && harmless ? METHODS : (['GET'] as const);
  const asked = methods.map(async (method) => {
    const answer = await http.request(`http://${host}${path}`, { method });
    const by = answeredBy(answer);
    if (by === part) return [];
    return [
      `${method} http://${host}${path} was answered by ${by}, and ${rule.name} leads to ${part}: ${brief(answer)}`,
    ];
  });
  return (await Promise.all(asked)).flat();
}

// Turns red also: a filter of the controller that refuses PATCH.
test(
  'Every path of the deployed Ingresses leads to the service that it names, with every method',
  check({
    ...declared,
    id: 'ingress-paths-answer',
    dependsOn: ['routes-web-host', 'routes-api-host'],
    // Its text is longer than that of the API's rule, though no reader would say that it is meant.
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
      'kubectl -n dify get ingress -o yaml; another path, of any Ingress of the same host, is tried before the one that is named, or the controller answers the method itself.',
  }),
  async ({ env, http, kube, note }) => {
    const { items } = await kube.networking.listNamespacedIngress({ namespace: kube.namespace });
    const { probes, left } = matrixOf(items, env.config);
    const problems = (await Promise.all(probes.map((probe) => astray(http, probe)))).flat();
    for (const { host, path, part } of probes) note(`${host}${path}: ${part}`);
    for (const reason of left) note(`not asked: ${reason}`);
    if (probes.length === 0) inconclusive('the Ingresses of the namespace have no path that could be asked');
    expectNone(problems);
  },
);
