import { randomUUID } from 'node:crypto';
import { brief, deleteReplica, fullStrength, jsonOf, waitFor, workloadOf } from '../../../harness/index.ts';
import { recoveryLimit } from '../../clients/cluster/recovery-limit.ts';
import { claimedFolder } from '../../clients/cluster/volumes.ts';
import { daemonSettings, isDebuggingOn } from '../../clients/plugin-daemon/daemon-settings.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

interface Inventory {
  /** The debugging key of a throw-away tenant; kept in Redis. */
  readonly key: unknown;
  /** Identifiers of the workspace's plugins; kept in the database. */
  readonly plugins: string;
}

test(
  "When the plugin daemon's only pod is lost, its replacement has the same plugins, keys and files",
  check({
    id: 'plugin-daemon-pod-lost',
    claims: ['REP-1', 'STO-2', 'EXT-1', 'EXT-2'],
    severity: 'mandatory',
    effect: 'disrupt',
    dependsOn: ['plugin-daemon-debugging-key', 'api-to-plugin-daemon'],
    needs: ['dify-plugin-daemon', 'dify-api', 'postgres', 'redis'],
    // Also fails with an emptyDir instead of the claim, with a claim that the new pod cannot mount, and with Redis inside the pod.
    faults: [
      { kind: 'switch', name: 'keys-in-memory', part: 'plugin-daemon' },
      { kind: 'switch', name: 'storage-cleared', part: 'plugin-daemon', replicas: 'one' },
    ],
    remediation:
      'Mount a PersistentVolumeClaim at PLUGIN_STORAGE_LOCAL_ROOT; kubectl -n dify describe pod -l app=dify-plugin-daemon shows why the new pod does not start.',
  }),
  async ({ env, kube, session, podHttp, inPod, fault, note, measure }) => {
    const daemon = workloadOf(env.config, 'plugin-daemon');
    const { ms: limitMs, from } = await recoveryLimit(env, kube, [daemon]);
    note(`time limit: ${from}`);
    test.setTimeout(limitMs + 90_000);
    const settings = await daemonSettings(kube, env.config);
    const tenant = randomUUID();
    const [folder, name, text] = [await claimedFolder(kube, daemon), randomUUID(), randomUUID()];
    const before = await inventory();
    if (folder) await inPod('plugin-daemon', 'volume.py', { folder, name, text, action: 'keep' });
    using _fault = fault('pod of the plugin daemon deleted', [daemon.name]);
    const started = Date.now();
    const lost = await deleteReplica(kube, daemon);
    const [pod] = await waitFor(fullStrength(kube, daemon, 1, lost, limitMs));
    measure('time until a new pod was ready', Date.now() - started, 'ms', limitMs);
    const kept = folder
      ? (await inPod<{ text: string | null }>('plugin-daemon', 'volume.py', { folder, name, action: 'take' })).text ===
        text
      : undefined;
    const after = await inventory();
    note(`${lost.pod} was deleted, ${pod} replaced it; plugins: ${before.plugins || 'none'}`);
    expectNone([
      ...(kept === false ? [`the file on the volume at ${folder} is gone`] : []),
      ...(kept === undefined && /^(local)?$/.test(settings.PLUGIN_STORAGE_TYPE)
        ? ['plugins are stored in the pod: storage type local without a PersistentVolumeClaim']
        : []),
      ...(after.key === before.key ? [] : ["the tenant's debugging key has changed"]),
      ...(after.plugins === before.plugins ? [] : [`plugins changed from ${before.plugins} to ${after.plugins}`]),
    ]);

    async function inventory(): Promise<Inventory> {
      const call = { method: 'POST', headers: { 'X-Api-Key': '${PLUGIN_DAEMON_KEY}' } } as const;
      const key = isDebuggingOn(settings)
        ? await podHttp('api', `\${PLUGIN_DAEMON_URL}/plugin/${tenant}/debugging/key`, call)
        : undefined;
      // Through the console, so that API and daemon must have found each other again.
      const list = await session.call('GET', '/workspaces/current/plugin/list?page=1&page_size=100');
      const { plugins } = jsonOf(list) as { plugins?: { plugin_unique_identifier?: string }[] };
      if (list.status !== 200 || !plugins) throw new Error(`the console cannot list plugins: ${brief(list)}`);
      if (key && jsonOf(key).code !== 0) throw new Error(`the daemon returns no debugging key: ${brief(key)}`);
      return {
        key: key && (jsonOf(key).data as { key?: string }).key,
        plugins: plugins
          .map((plugin) => plugin.plugin_unique_identifier)
          .sort()
          .join(', '),
      };
    }
  },
);
