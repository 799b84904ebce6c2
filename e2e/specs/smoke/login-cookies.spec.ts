import { brief, endpointsOf, jsonOf } from '../../../harness/index.ts';
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

// Turned red by: a proxy or middleware that rewrites Set-Cookie; COOKIE_DOMAIN that does not hold the host of the pages.
test(
  'The login hands out its tokens as this version of Dify does, on each host: in JSON, or in three cookies that its settings ask for',
  check({
    ...declared,
    id: 'login-cookies',
    claims: ['DEP-3', 'NET-2', 'ENV-2'],
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'cookies-readable', part: 'api' }],
    remediation:
      'COOKIE_DOMAIN must be a parent of both hosts; https in both CONSOLE_WEB_URL and CONSOLE_API_URL makes the cookies Secure. Nothing between browser and API may rewrite Set-Cookie.',
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
        typeof data?.[name] === 'string' ? [] : [`login at ${host}: no ${name} in its JSON`],
      );
    });
    note(`login at ${consoleHosts(env.config).join(' and ')}`);
    const { domain } = wanted;
    if (contract.auth === 'cookies')
      note(
        `cookies ${wanted.prefix}*, ${domain ? `for ${domain} and all below it` : 'for the host that sets them'}${wanted.secure ? ', for https only' : ''}`,
      );
    expectNone([
      ...(await Promise.all(problems)).flat(),
      ...(domain && !coversHost(domain, hosts.web) ? [`COOKIE_DOMAIN ${domain} does not include ${hosts.web}`] : []),
    ]);
  },
);

/** Enough that each of a few replicas gets one, however the controller chooses. */
const CONNECTIONS = 12;

// Turned red by: another SECRET_KEY on one of the replicas; a session that is kept in the memory of one.
test(
  'A session is good at every replica of the API: no visitor has to stick to the one that made it',
  check({
    ...declared,
    id: 'login-every-replica',
    claims: ['DEP-3', 'REP-1'],
    effect: 'write-own',
    faults: [{ kind: 'switch', name: 'sessions-forgotten', part: 'api', replicas: 'one' }],
    remediation:
      'SECRET_KEY, database and Redis must be the same for all API pods: kubectl -n dify rollout restart deployment/dify-api after a change of the Secret.',
  }),
  async ({ env, kube, http, contract, visitor, inPod, note }) => {
    const { service = '' } = env.config.parts.api;
    const { addresses, ports } = await endpointsOf(kube, service);
    if (addresses.length === 0) inconclusive(`Service ${service} has no ready replica`);
    const headers = credentialsOf(contract, (await visitor.signIn(env.admin)).tokens);
    const direct = addresses.map((address) => ({
      url: `http://${address.includes(':') ? `[${address}]` : address}:${ports[0]}/console/api/account/profile`,
      headers,
    }));
    const byPod = await inPod<PodAnswer[]>('worker', 'http_call.py', direct);
    const url = `http://${consoleHost(env.config)}/console/api/account/profile`;
    // Each on a connection of its own, so that the controller chooses anew.
    const outside = Array.from({ length: CONNECTIONS }, () =>
      http.request(url, { headers: { ...headers, connection: 'close' } }),
    );
    const isOurs = (answer: Pick<PodAnswer, 'status' | 'body'>) => jsonOf(answer).email === env.admin.email;
    const broken = (await Promise.all(outside)).filter((answer) => !isOurs(answer));
    note(`one session: good at ${addresses.join(', ')}, and on ${CONNECTIONS} new connections through the controller`);
    if (addresses.length === 1) note('there is one replica only');
    expectNone([
      ...byPod.flatMap((answer, index) =>
        isOurs(answer) ? [] : [`replica ${addresses[index]} does not know the session: ${brief(answer)}`],
      ),
      ...broken.slice(0, 1).map((one) => `${broken.length} of ${CONNECTIONS} new connections: ${brief(one)}`),
    ]);
  },
);
