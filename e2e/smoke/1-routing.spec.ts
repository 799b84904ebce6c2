import { type Answerer, answeredBy, brief, type IngressClient, type Route } from '../../harness/index.ts';
import { check, expectNone } from '../support/check.ts';
import { test } from '../support/fixtures.ts';

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
  const problems: string[] = [];
  for (const { host, path, to } of routes) {
    const answer = await http.request(`http://${host}${path}`);
    const by = answeredBy(answer);
    note(`${host}${path}: ${by} (HTTP ${answer.status})`);
    if (by === EXPECTED[to]) continue;
    problems.push(`http://${host}${path} was answered by ${by}, must be ${EXPECTED[to]}: ${brief(answer)}`);
  }
  return problems;
}

test(
  'On the web host every path reaches the service that is listed for it',
  check({
    ...declared,
    id: 'routes-web-host',
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

test(
  'On the API host every path reaches the service that is listed for it',
  check({
    ...declared,
    id: 'routes-api-host',
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

test(
  'An unknown host and a path that is not listed reach no service',
  check({
    ...declared,
    id: 'routes-refused',
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

/** Surfaces of Dify that the description gives no rule for; the web host hands them to its catch-all, dify-web. */
const SURFACES = ['/v1/info', '/files/x/file-preview', '/e/x/y', '/mcp/server/x/mcp', '/triggers/webhook/x'];

test(
  'Neither host routes the service API, files, plugin endpoints, MCP or triggers, as the description has it',
  check({
    ...declared,
    id: 'surfaces-not-routed',
    severity: 'informational',
    remediation: 'If one of them is meant to be public, add its rule and list it under routes in the config.',
  }),
  async ({ env, http, note }) => {
    const problems: string[] = [];
    for (const host of Object.values(env.config.hosts)) {
      for (const path of SURFACES) {
        const by = answeredBy(await http.request(`http://${host}${path}`));
        if (by === 'api' || by === 'plugin-daemon') problems.push(`http://${host}${path} reaches ${by}`);
      }
    }
    note(`not reachable from outside: ${SURFACES.join(', ')}. Programs that use the service API need it: intended?`);
    expectNone(problems);
  },
);
