import { randomUUID } from 'node:crypto';
import { messageOf } from '../../../harness/index.ts';
import { httpRequest } from '../../clients/api/http-node.ts';
import { type NodeData, slowCode, withWorkflow } from '../../clients/api/workflow-app.ts';
import { consoleHosts } from '../../clients/cluster/topology.ts';
import { declaredTimeouts, httpRoutes } from '../../clients/ingress/http-routes.ts';
import { cutOff, declaredPatience } from '../../clients/ingress/silence.ts';
import { outsideOf } from '../../clients/outside-world/outside.ts';
import { sandboxSettings } from '../../clients/sandbox/sandbox-settings.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

/** Keeps the code within the sandbox's time limit. */
const MARGIN_SECONDS = 2;

test(
  'A response that takes long to start still passes the ingress, on each host',
  check({
    id: 'long-answers-pass',
    claims: ['NET-2', 'ENV-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['ssrf-proxy-http-node', 'sandbox-code-node'],
    expectedSeconds: 30,
    needs: ['dify-api', 'ingress-controller', 'ssrf-proxy', 'postgres', 'outside-world'],
    faults: [
      { kind: 'environment', part: 'api', set: { HTTP_REQUEST_MAX_READ_TIMEOUT: '5' } },
      { kind: 'controller-argument', argument: '--serverstransport.forwardingtimeouts.responseheadertimeout=15s' },
    ],
    remediation:
      'Set nginx.ingress.kubernetes.io/proxy-read-timeout: "3600" on the Ingress of the API, as in Dify\'s own nginx; squid and the HTTP node have their own limits.',
  }),
  async ({ env, http, kube, session, measure, note }) => {
    const hosts = consoleHosts(env.config);
    if (hosts.length === 0) inconclusive('the config routes /console/api to the API on no host');
    const outside = outsideOf(env);
    const { workerTimeout = 5 } = await sandboxSettings(kube, env.config);
    const wanted = env.config.timeouts.silentSeconds;
    const seconds = outside ? wanted : Math.min(wanted, workerTimeout - MARGIN_SECONDS);
    test.setTimeout((seconds + 45) * 1000);
    const slow: NodeData = outside
      ? httpRequest(outside.url(`/slow?seconds=${seconds}&token=e2e-${randomUUID()}`), { seconds: seconds + 15 })
      : slowCode(seconds);
    const problems = await withWorkflow(session, [slow], async (path) => {
      const asked = hosts.map(async (host) => {
        const started = performance.now();
        const url = `http://${host}/console/api${path}/nodes/node/run`;
        const call = { method: 'POST', headers: session.headers(), json: { inputs: {} } } as const;
        const { status, text } = await http.request(url, { ...call, timeoutMs: (seconds + 30) * 1000 }).then(
          ({ status, body }) => ({ status, text: body }),
          (error: unknown) => ({ status: 0, text: messageOf(error) }),
        );
        const tookMs = performance.now() - started;
        measure(`${host}: response after`, tookMs, 'ms');
        return cutOff({ status, text, tookMs }, seconds).map((why) => `http://${host}: ${why}`);
      });
      return (await Promise.all(asked)).flat();
    });
    const declared =
      env.config.edge.kind === 'gateway'
        ? declaredTimeouts(await httpRoutes(kube))
        : declaredPatience((await kube.networking.listNamespacedIngress({ namespace: kube.namespace })).items);
    note(`declared read timeout: ${declared || 'none'}; tested with ${seconds} s only`);
    if (!outside)
      note(`without an outside world, the longest possible wait is the sandbox's limit of ${workerTimeout} s`);
    expectNone(problems);
  },
);
