import { brief, endpointsOf, jsonOf, serviceOf } from '../../../harness/index.ts';
import type { PodAnswer } from '../../clients/cluster/pod-http.ts';
import { consoleHost, consoleHosts } from '../../clients/cluster/topology.ts';
import { ConsoleSession } from '../../clients/console/console-session.ts';
import { credentialsOf } from '../../clients/console/console-tokens.ts';
import { cookieProblems, cookieSettings, cookiesWanted, coversHost } from '../../clients/console/login-cookies.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3'],
  severity: 'mandatory',
  dependsOn: ['login-first-setup'],
  needs: ['dify-api', 'ingress-controller', 'postgres', 'redis'],
} as const;

// Fails on: a proxy or middleware that rewrites Set-Cookie; a COOKIE_DOMAIN that doesn't include the host of the pages.
test(
  'On each host the login returns its tokens as this version of Dify does: in JSON, or in three cookies with the configured attributes',
  check({
    ...declared,
    id: 'login-cookies',
    claims: ['DEP-3', 'NET-2', 'ENV-2'],
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'cookies-readable', part: 'api' }],
    remediation:
      'Set COOKIE_DOMAIN to a parent domain of both hosts, and let nothing between browser and API rewrite Set-Cookie. https in both CONSOLE_WEB_URL and CONSOLE_API_URL makes the cookies Secure.',
  }),
  async ({ env, http, kube, contract, note }) => {
    const { hosts } = env.config;
    const wanted = cookiesWanted(await cookieSettings(kube, env.config), contract);
    const problems = consoleHosts(env.config).map(async (host) => {
      const answer = await new ConsoleSession(http, host, contract).login(env.admin);
      if (answer.status !== 200) return [`login at ${host}: ${brief(answer)}`];
      if (contract.auth === 'cookies')
        return cookieProblems(answer.setCookies, wanted).map((fault) => `login at ${host}: ${fault}`);
      const { data } = jsonOf(answer) as { data?: Record<string, unknown> };
      return ['access_token', 'refresh_token'].flatMap((name) =>
        typeof data?.[name] === 'string' ? [] : [`login at ${host}: no ${name} in the JSON`],
      );
    });
    note(`login at ${consoleHosts(env.config).join(' and ')}`);
    const { domain } = wanted;
    if (contract.auth === 'cookies')
      note(
        `cookies ${wanted.prefix}*, ${domain ? `for ${domain} and its subdomains` : 'for the host that sets them'}${wanted.secure ? ', for https only' : ''}`,
      );
    expectNone([
      ...(await Promise.all(problems)).flat(),
      ...(domain && !coversHost(domain, hosts.web) ? [`COOKIE_DOMAIN ${domain} does not include ${hosts.web}`] : []),
    ]);
  },
);

/** Enough to reach each of a few replicas, whatever the load balancing. */
const CONNECTIONS = 12;

// Fails on: another SECRET_KEY in one replica; sessions kept in a replica's memory.
test(
  'A session is valid on every API replica, without sticky sessions',
  check({
    ...declared,
    id: 'login-every-replica',
    claims: ['DEP-3', 'REP-1'],
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'sessions-forgotten', part: 'api', replicas: 'one' }],
    remediation:
      'Give all API pods the same SECRET_KEY, database and Redis; after changing the Secret, run kubectl -n dify rollout restart deployment/dify-api.',
  }),
  async ({ env, kube, http, contract, visitor, inPod, note }) => {
    const { name: service } = serviceOf(env.config, 'api');
    const { addresses, ports } = await endpointsOf(kube, service);
    if (addresses.length === 0) inconclusive(`Service ${service} has no ready replica`);
    const headers = credentialsOf(contract, (await visitor.signIn(env.admin)).tokens);
    const direct = addresses.map((address) => ({
      url: `http://${address.includes(':') ? `[${address}]` : address}:${ports[0]}/console/api/account/profile`,
      headers,
    }));
    const byPod = await inPod<PodAnswer[]>('worker', 'http_call.py', direct);
    const url = `http://${consoleHost(env.config)}/console/api/account/profile`;
    // A new connection each time, so that the controller picks a replica again.
    const outside = Array.from({ length: CONNECTIONS }, () =>
      http.request(url, { headers: { ...headers, connection: 'close' } }),
    );
    const isOurs = (answer: Pick<PodAnswer, 'status' | 'body'>) => jsonOf(answer).email === env.admin.email;
    const broken = (await Promise.all(outside)).filter((answer) => !isOurs(answer));
    note(`one session: valid at ${addresses.join(', ')}, and on ${CONNECTIONS} new connections through the controller`);
    if (addresses.length === 1) note('the API has only one replica');
    expectNone([
      ...byPod.flatMap((answer, index) =>
        isOurs(answer) ? [] : [`replica ${addresses[index]} rejects the session: ${brief(answer)}`],
      ),
      ...broken.slice(0, 1).map((one) => `${broken.length} of ${CONNECTIONS} new connections: ${brief(one)}`),
    ]);
  },
);
