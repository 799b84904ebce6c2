import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, jsonOf } from '../../../harness/index.ts';
import { callAll } from '../../clients/cluster/pod-http.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3', 'SVC-2'],
  severity: 'mandatory',
  effect: 'observe',
  needs: ['dify-plugin-daemon', 'dify-api'],
  dependsOn: ['plugin-daemon-called'],
} as const;

const list = () => `\${PLUGIN_DAEMON_URL}/plugin/${randomUUID()}/management/list?page=1&page_size=10`;

test(
  "The plugin daemon is healthy and lists plugins for the API's own key",
  check({
    ...declared,
    id: 'plugin-daemon-health',
    dependsOn: [...declared.dependsOn, 'postgres-reached'],
    faults: [{ kind: 'switch', name: 'health-not-ok', part: 'plugin-daemon' }],
    remediation:
      'Set PLUGIN_DAEMON_KEY of the API to the value of SERVER_KEY of the daemon; see kubectl -n dify logs deployment/dify-plugin-daemon.',
  }),
  async ({ podHttp, note }) => {
    const health = await podHttp('api', '${PLUGIN_DAEMON_URL}/health/check');
    expect(jsonOf(health).status, `/health/check of the plugin daemon: ${brief(health)}`).toBe('ok');
    const answer = await podHttp('api', list(), { headers: { 'X-Api-Key': '${PLUGIN_DAEMON_KEY}' } });
    expect(jsonOf(answer).code, `the plugin list with the API's own key: ${brief(answer)}`).toBe(0);
    note(`platform ${String(jsonOf(health).platform)}, version ${String(jsonOf(health).version) || 'not stated'}`);
  },
);

test(
  'The plugin daemon rejects a wrong key and a missing one',
  check({
    ...declared,
    id: 'plugin-daemon-key',
    faults: [{ kind: 'switch', name: 'any-key', part: 'plugin-daemon' }],
    remediation: 'Set SERVER_KEY of the daemon from the Secret.',
  }),
  async ({ inPod }) => {
    const keys = [{ 'X-Api-Key': randomUUID() }, {}];
    const answers = await callAll(
      inPod,
      keys.map((headers) => ({ url: list(), headers })),
    );
    for (const answer of answers) {
      const { code, message } = jsonOf(answer);
      expect(
        `${answer.status}, code ${String(code)}`,
        `the plugin list with a wrong key or none: ${brief(answer)}`,
      ).toBe('401, code -401');
      // The message is itself JSON.
      const { error_type } = jsonOf({ body: String(message) });
      expect(error_type, 'the error type').toBe('PluginDaemonUnauthorizedError');
    }
  },
);

test(
  'The console can list plugins and get a debugging key from the plugin daemon',
  check({
    ...declared,
    id: 'api-to-plugin-daemon',
    dependsOn: ['plugin-daemon-health', 'login-first-setup'],
    needs: ['dify-plugin-daemon', 'dify-api', 'ingress-controller', 'postgres', 'redis'],
    faults: [{ kind: 'switch', name: 'daemon-key-lost', part: 'api' }],
    remediation:
      'Compare PLUGIN_DAEMON_URL and PLUGIN_DAEMON_KEY of the API; its log says "Request to Plugin Daemon Service failed".',
  }),
  async ({ session }) => {
    const plugins = await session.call('GET', '/workspaces/current/plugin/list?page=1&page_size=1');
    const key = await session.call('GET', '/workspaces/current/plugin/debugging-key');
    expectNone([
      ...(plugins.status === 200 && 'plugins' in jsonOf(plugins)
        ? []
        : [`the console cannot list plugins: ${brief(plugins)}`]),
      ...(key.status === 200 && jsonOf(key).key ? [] : [`the console gets no debugging key: HTTP ${key.status}`]),
    ]);
  },
);

test(
  "The plugin daemon can call the API's inner API with its own key, and a wrong key is rejected",
  check({
    ...declared,
    id: 'plugin-daemon-to-api',
    dependsOn: ['api-called', 'login-first-setup'],
    faults: [{ kind: 'switch', name: 'inner-api-open', part: 'api' }],
    remediation:
      'Set DIFY_INNER_API_KEY of the daemon to the value of INNER_API_KEY_FOR_PLUGIN of the API: a wrong key is answered with 404.',
  }),
  async ({ podHttp, session, note }) => {
    const workspace = jsonOf(await session.workspace());
    const call = async (tenant: unknown, headers: Record<string, string>) =>
      podHttp('plugin-daemon', '${DIFY_INNER_API_URL}/inner/api/fetch/app/info', {
        method: 'POST',
        headers,
        json: { tenant_id: tenant, user_id: randomUUID(), app_id: randomUUID() },
      });
    const own = { 'X-Inner-Api-Key': '${DIFY_INNER_API_KEY}' };
    // The API checks the tenant first, then the key, then the request.
    const right = await call(workspace.id, own);
    const wrong = await call(workspace.id, { 'X-Inner-Api-Key': randomUUID() });
    const unknown = await call(randomUUID(), own);
    note(`own key: ${brief(right)}; wrong key: HTTP ${wrong.status}; unknown tenant: HTTP ${unknown.status}`);
    expectNone([
      ...(right.status !== 404 && right.status !== 0 && right.status < 500
        ? []
        : [`the daemon's own inner key is not accepted: ${brief(right)}`]),
      ...(wrong.status === 404 ? [] : [`a wrong inner key must be answered with 404, not ${brief(wrong)}`]),
      ...(unknown.status === 400 ? [] : [`an unknown tenant must be answered with 400, not ${brief(unknown)}`]),
    ]);
  },
);
