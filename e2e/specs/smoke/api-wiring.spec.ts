import { brief, hasPart, hostsOf, jsonOf, webHost } from '../../../harness/index.ts';
import { clusterUrl } from '../../clients/cluster/topology.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The API reports the version under test',
  check({
    id: 'api-version',
    claims: ['IMG-1', 'DEP-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['routes-web-host'],
    needs: ['dify-api', 'ingress-controller'],
    faults: [{ kind: 'switch', name: 'other-version', part: 'api' }],
    remediation: 'Correct the image tag of API and worker, or dify.version in the config.',
  }),
  async ({ env, http, podHttp, detected, note }) => {
    const want = env.config.dify.version;
    const outside = await http.request(`http://${webHost(env.config)}/console/api/ping`);
    const inside = await podHttp(
      hasPart(env.config, 'worker') ? 'worker' : 'api',
      `${clusterUrl(env.config, 'api')}/health`,
    );
    if ('contract' in detected) {
      const { version, auth, loginPassword } = detected.contract;
      note(
        `all checks treat it as Dify ${version}, detected from ${detected.seenIn}: ${auth}, login password ${loginPassword}`,
      );
    }
    note(`X-Version ${outside.headers['x-version']} from outside, ${jsonOf(inside).version} from inside`);
    expectNone([
      ...(outside.headers['x-version'] === want
        ? []
        : [`X-Version is ${outside.headers['x-version']}, must be ${want}`]),
      ...(jsonOf(inside).version === want ? [] : [`/health says ${brief(inside)}, must be version ${want}`]),
    ]);
  },
);

test(
  'Web pages call the API at hosts that the browser can reach',
  check({
    id: 'web-wiring',
    claims: ['DEP-3', 'NET-2'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['routes-web-host'],
    needs: ['dify-web', 'ingress-controller'],
    faults: [{ kind: 'switch', name: 'public-api-on-loopback', part: 'web' }],
    remediation: 'Set CONSOLE_API_URL and APP_API_URL of the web container to the public URLs, then restart it.',
  }),
  async ({ env, http, note }) => {
    const { body } = await http.request(`http://${webHost(env.config)}/signin`);
    const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(body)?.[1] ?? '(not set)';
    const [console, app] = [attribute('data-api-prefix'), attribute('data-public-api-prefix')];
    note(`console calls ${console}, web apps call ${app}`);
    const known = hostsOf(env.config).map((host) => `http://${host}`);
    const fits = (prefix: string, path: string) =>
      known.some((origin) => prefix === `${origin}${path}`) || prefix === path;
    expectNone([
      ...(fits(console, '/console/api')
        ? []
        : [`data-api-prefix is ${console}: not /console/api on a host under test`]),
      ...(fits(app, '/api') ? [] : [`data-public-api-prefix is ${app}: not /api on a host under test`]),
    ]);
  },
);
