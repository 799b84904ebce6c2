import { API, PLUGIN_DAEMON, SANDBOX, SSRF_PROXY, wrongCalls } from '../../clients/cluster/configured-calls.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['SVC-2', 'SVC-3'],
  severity: 'mandatory',
  effect: 'observe',
  dependsOn: ['service-ports', 'services-have-endpoints', 'service-names-resolve'],
  remediation:
    'Correct the URL in the ConfigMap: http://<service>.<namespace>.svc.cluster.local:<port> of the right Service.',
} as const;

test(
  'The sandbox answers at the address that API and worker are configured with',
  check({
    ...declared,
    id: 'sandbox-called',
    needs: ['dify-sandbox', 'dify-api'],
    faults: [
      { kind: 'environment', part: 'worker', set: { CODE_EXECUTION_ENDPOINT: 'http://${service:sandbox}:8195' } },
    ],
  }),
  async ({ env, podHttp, note }) => expectNone(await wrongCalls(SANDBOX, env.config, podHttp, note)),
);

test(
  'The plugin daemon answers at the address that API and worker are configured with',
  check({
    ...declared,
    id: 'plugin-daemon-called',
    needs: ['dify-plugin-daemon', 'dify-api'],
    faults: [
      { kind: 'environment', part: 'worker', set: { PLUGIN_DAEMON_URL: 'http://${service:plugin-daemon}:5012' } },
    ],
  }),
  async ({ env, podHttp, note }) => expectNone(await wrongCalls(PLUGIN_DAEMON, env.config, podHttp, note)),
);

test(
  'The SSRF proxy answers at the addresses that API, worker and sandbox are configured with',
  check({
    ...declared,
    id: 'ssrf-proxy-called',
    needs: ['ssrf-proxy', 'dify-api', 'dify-sandbox'],
    requires: ['ssrf-proxy'],
    faults: [{ kind: 'environment', part: 'sandbox', set: { HTTPS_PROXY: 'http://${service:ssrf-proxy}:3129' } }],
  }),
  async ({ env, podHttp, note }) => expectNone(await wrongCalls(SSRF_PROXY, env.config, podHttp, note)),
);

test(
  'The API answers at the addresses that worker and plugin daemon are configured with',
  check({
    ...declared,
    id: 'api-called',
    needs: ['dify-api', 'dify-plugin-daemon'],
    requires: ['api'],
    faults: [{ kind: 'environment', part: 'worker', set: { INTERNAL_FILES_URL: 'http://${service:web}:3000' } }],
  }),
  async ({ env, podHttp, note }) => expectNone(await wrongCalls(API, env.config, podHttp, note)),
);
