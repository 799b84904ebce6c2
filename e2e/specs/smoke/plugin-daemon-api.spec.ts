import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, jsonOf, readyPodOf, workloadOf } from '../../../harness/index.ts';
import { containerSettings } from '../../clients/cluster/container-settings.ts';
import { callAll, type PodAnswer, type PodCall } from '../../clients/cluster/pod-http.ts';
import { elsewhere } from '../../clients/cluster/promised-address.ts';
import { daemonSettings, isDebuggingOn } from '../../clients/plugin-daemon/daemon-settings.ts';
import { check, expectNone, inconclusive, skip } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  claims: ['DEP-3', 'EXT-1'],
  severity: 'mandatory',
  effect: 'observe',
  needs: ['dify-plugin-daemon'],
  dependsOn: ['plugin-daemon-health'],
} as const;

const LOGS = 'kubectl -n dify logs deployment/dify-plugin-daemon';

/** A call with the API's own key. @param path below `/plugin/<tenant>`. */
const call = (tenant: string, path: string, method: PodCall['method'] = 'GET'): PodCall => ({
  url: `\${PLUGIN_DAEMON_URL}/plugin/${tenant}${path}`,
  method,
  headers: { 'X-Api-Key': '${PLUGIN_DAEMON_KEY}' },
});

/** Many of the daemon's errors are HTTP 200 with a negative code. */
const outcome = (answer: PodAnswer): string => `${answer.status}, code ${String(jsonOf(answer).code)}`;

/** The message of an error is itself JSON: `{"message", "error_type", "args"}`. */
const errorOf = (answer: PodAnswer): Record<string, unknown> => jsonOf({ body: String(jsonOf(answer).message ?? '') });

const PAGE = 'page=1&page_size=10';
const LISTS = ['list', 'models', 'tools', 'agent_strategies', 'datasources', 'install/tasks'];

test(
  'The plugin daemon can read its tables and answers every list of a tenant from the database',
  check({
    ...declared,
    id: 'plugin-daemon-tables',
    needs: ['dify-plugin-daemon', 'postgres'],
    // Also fails when the daemon's migration has not run (overridden start command) or its account may not create tables.
    faults: [{ kind: 'switch', name: 'tables-lost', part: 'plugin-daemon' }],
    remediation: `Don't override the image's start command: it creates the daemon's tables. See ${LOGS}.`,
  }),
  async ({ inPod, note }) => {
    const tenant = randomUUID();
    const answers = await callAll(inPod, [
      ...LISTS.map((list) => call(tenant, `/management/${list}?${PAGE}`)),
      call('no-uuid', `/management/list?${PAGE}`),
      call(tenant, '/management/list?page=0&page_size=10'),
    ]);
    const [noTenant, noPage] = answers.slice(-2) as [PodAnswer, PodAnswer];
    const lists = LISTS.map((list, index) => ({ list, answer: answers[index] as PodAnswer }));
    // An older daemon answers a list that it doesn't have with 404 and no code.
    const there = lists.filter(({ answer }) => answer.status !== 404);
    note(`answered with code 0: ${there.map(({ list }) => list).join(', ')}`);
    expectNone([
      ...there
        .filter(({ answer }) => outcome(answer) !== '200, code 0')
        .map(({ list, answer }) => `management/${list}: ${brief(answer)}`),
      ...(lists[0]?.answer.status === 404 ? ['management/list does not exist'] : []),
      // Only the database rejects an invalid UUID, which proves that it was queried.
      ...(outcome(noTenant) === '200, code -500' && /uuid/i.test(String(errorOf(noTenant).message))
        ? []
        : [`a tenant that is not a UUID must be rejected by the database: ${brief(noTenant)}`]),
      ...(outcome(noPage) === '400, code -400'
        ? []
        : [`page 0 must be rejected with 400, code -400: ${brief(noPage)}`]),
    ]);
  },
);

test(
  'A tenant always gets the same debugging key from the plugin daemon, and no two tenants share one',
  check({
    ...declared,
    id: 'plugin-daemon-debugging-key',
    dependsOn: [...declared.dependsOn, 'redis-reached'],
    claims: ['DEP-3', 'EXT-2'],
    effect: 'write-own',
    needs: ['dify-plugin-daemon', 'redis'],
    // Also fails when Redis is lost after the start, while /health/check and every list still work.
    faults: [{ kind: 'switch', name: 'keys-forgotten', part: 'plugin-daemon' }],
    remediation: `Compare REDIS_HOST, REDIS_PORT and REDIS_PASSWORD of the daemon with the server; see ${LOGS}.`,
  }),
  async ({ env, kube, inPod }) => {
    if (!isDebuggingOn(await daemonSettings(kube, env.config))) skip('PLUGIN_REMOTE_INSTALLING_ENABLED is off');
    const [tenant, other] = [randomUUID(), randomUUID()];
    const ask = (one: string) => call(one, '/debugging/key', 'POST');
    const [first] = await callAll(inPod, [ask(tenant)]);
    const answers = [first as PodAnswer, ...(await callAll(inPod, [ask(tenant), ask(other)]))];
    for (const answer of answers) expect(outcome(answer), `a debugging key: ${brief(answer)}`).toBe('200, code 0');
    const keys = answers.map((answer) => (jsonOf(answer).data as { key?: string } | null)?.key);
    expect(keys[0], 'a debugging key').toMatch(/^[0-9a-f-]{32,36}$/);
    expect(keys[1] === keys[0], 'a tenant gets the same key again').toBe(true);
    expect(keys[2] === keys[0], 'two tenants share a debugging key').toBe(false);
  },
);

test(
  'The plugin daemon answers a call to an unknown plugin endpoint with its own 404',
  check({
    ...declared,
    id: 'plugin-daemon-unknown-hook',
    dependsOn: [...declared.dependsOn, 'redis-reached'],
    claims: ['DEP-3', 'EXT-1', 'EXT-2'],
    needs: ['dify-plugin-daemon', 'postgres', 'redis'],
    // Also fails with 500 when Redis or the database is lost, and with a different 404 when something else answers at the address.
    faults: [{ kind: 'switch', name: 'hooks-answer', part: 'plugin-daemon' }],
    remediation: `Check the daemon's Redis and database settings (HTTP 500 means that it has lost one of them); see ${LOGS}.`,
  }),
  async ({ inPod }) => {
    const url = `\${PLUGIN_DAEMON_URL}/e/${randomUUID()}/x`;
    const answers = await callAll(inPod, [{ url }, { url, method: 'POST', json: {} }]);
    for (const answer of answers) {
      expect(outcome(answer), `an unknown endpoint: ${brief(answer)}`).toBe('404, code -400');
      expect(String(errorOf(answer).message)).toContain('endpoint not found');
    }
  },
);

test(
  'The plugin daemon uses its own database and the promised Redis',
  check({
    ...declared,
    id: 'plugin-daemon-own-stores',
    claims: ['EXT-1', 'EXT-2', 'SVC-2'],
    effect: 'write-own',
    dependsOn: ['plugin-daemon-tables', 'plugin-daemon-debugging-key', 'postgres-reached', 'redis-reached'],
    needs: ['dify-plugin-daemon', 'dify-api', 'postgres', 'redis'],
    // Also fails when the daemon has the API's database, or another server than the API.
    faults: [{ kind: 'switch', name: 'keys-in-memory', part: 'plugin-daemon' }],
    remediation:
      'Set DB_HOST, DB_PORT, DB_DATABASE (dify_plugin), REDIS_HOST and REDIS_PORT of the daemon as in Compose.',
  }),
  async ({ env, kube, inPod, note }) => {
    // What is inside the set has no promised address: there the API's own connections tell.
    const { postgres, redis } = env.config.external;
    const settings = await daemonSettings(kube, env.config);
    const [api, database = settings.DB_DATABASE] = postgres?.databases ?? [];
    if (!database) inconclusive('the daemon has no DB_DATABASE, and the config none for it');
    const tenant = randomUUID();
    await callAll(inPod, [call(tenant, `/management/list?${PAGE}`), call(tenant, '/debugging/key', 'POST')]);
    const seen = await inPod<{ entries: number; connections: number; tables: number | null }>(
      'api',
      'daemon_stores.py',
      {
        tenant,
        database,
        redisDatabase: Number(settings.REDIS_DB || 0),
      },
    );
    note(
      `database ${settings.DB_DATABASE}, ${seen.connections} connections, tables ${seen.tables ?? 'not visible to the API'}; ${seen.entries} entries of a throw-away tenant in Redis, removed`,
    );
    const { DB_DATABASE: own } = await containerSettings(kube, workloadOf(env.config, 'api'), ['DB_DATABASE']);
    const place = [settings.DB_HOST, settings.DB_PORT || '5432', settings.DB_DATABASE];
    const cache = [settings.REDIS_HOST, settings.REDIS_PORT || '6379'];
    expectNone([
      ...elsewhere('the daemon: Postgres', place, postgres && [postgres.host, postgres.port, database]),
      ...(settings.DB_DATABASE === (api ?? own) ? [`the daemon uses the API's database ${settings.DB_DATABASE}`] : []),
      ...elsewhere('the daemon: Redis', cache, redis && [redis.host, redis.port]),
      ...(seen.connections > 0 ? [] : [`there are no connections to database ${database} on the API's server`]),
      ...(seen.tables === 0 ? [`database ${database} has no table plugin_installations`] : []),
      ...(seen.entries > 0 || !isDebuggingOn(settings) ? [] : ["the daemon's entries are not in the API's Redis"]),
    ]);
  },
);

interface Probe {
  readonly ok: boolean;
  readonly elapsedMs: number;
  readonly reason: string;
}

test(
  'The plugin daemon accepts connections on its debugging port if the manifests declare it',
  check({
    ...declared,
    id: 'plugin-daemon-debugging-port',
    claims: ['DEP-3', 'NET-1'],
    severity: 'recommended',
    // Fails when PLUGIN_REMOTE_INSTALLING_HOST is a loopback address or the port is taken: the daemon keeps running without it.
    faults: [{ kind: 'environment', part: 'plugin-daemon', set: { PLUGIN_REMOTE_INSTALLING_HOST: '127.0.0.1' } }],
    remediation: `Set PLUGIN_REMOTE_INSTALLING_HOST to 0.0.0.0 and the port to a free one; ${LOGS} says "start remote plugin server".`,
  }),
  async ({ env, kube, inPod, note, measure }) => {
    const settings = await daemonSettings(kube, env.config);
    if (!isDebuggingOn(settings)) skip('PLUGIN_REMOTE_INSTALLING_ENABLED is off');
    const port = Number(settings.PLUGIN_REMOTE_INSTALLING_PORT || 5003);
    const daemon = workloadOf(env.config, 'plugin-daemon');
    const { service } = daemon;
    const pod = await readyPodOf(kube, daemon);
    const ports = pod.spec?.containers.flatMap((container) => container.ports ?? []) ?? [];
    if (!ports.some(({ containerPort }) => containerPort === port))
      skip(`no container of ${daemon.name} declares port ${port}`);
    const host = pod.status?.podIP;
    // A control: a service mesh would accept connections even on a port where nothing listens.
    const free = [6, 7, 8]
      .map((step) => port + step)
      .find((one) => !ports.some((other) => other.containerPort === one));
    const targets = [port, free].map((one) => ({ host, port: one, timeoutSeconds: 3 }));
    const [debug, nobody] = await inPod<Probe[]>('api', 'probe.py', targets);
    if (nobody?.ok) inconclusive(`port ${free} also accepts connections, though nothing listens there`);
    expect(debug?.ok, `port ${port} of pod ${pod.metadata?.name}: ${debug?.reason}`).toBe(true);
    measure('connection to the debugging port', debug?.elapsedMs ?? 0, 'ms');
    const { spec } = await kube.core.readNamespacedService({ name: service ?? '', namespace: kube.namespace });
    const open = spec?.ports?.some((one) => one.port === port || one.targetPort === port);
    note(
      `port ${port} answers at the pod; the Service ${open ? 'exposes it' : 'does not expose it, so plugins cannot be debugged remotely'}`,
    );
  },
);
