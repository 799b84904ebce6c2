import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, hasPart, restartWorkloads, rolledOut, waitFor, webHost, workloadsOf } from '../../../harness/index.ts';
import { ownDataset } from '../../clients/api/dataset.ts';
import { recoveryLimit } from '../../clients/cluster/recovery-limit.ts';
import { clusterUrl, partsOf } from '../../clients/cluster/topology.ts';
import { claimedFolder } from '../../clients/cluster/volumes.ts';
import { runUserCode } from '../../clients/sandbox/user-code.ts';
import { judgeRestart, restartSeen, underTraffic } from '../../clients/traffic/rolling-restart.ts';
import { trafficOf } from '../../clients/traffic/targets.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

interface Link {
  readonly good: { readonly status: number; readonly body: string };
}

// Also fails with an emptyDir instead of the claim, with storage type `local` (only one pod then has the text), and with a cache
// inside the pods.
test(
  'Documents, files, sessions and volumes survive a restart of all Deployments',
  check({
    id: 'data-survives-restarts',
    requires: ['api', 'worker'],
    claims: ['STO-1', 'STO-2', 'EXT-1', 'EXT-2', 'REP-1'],
    severity: 'mandatory',
    effect: 'disrupt',
    dependsOn: ['replicas-as-promised', 'signed-file-link', 'plugin-volume-writable', 'sandbox-python3'],
    needs: [...ALL_IMAGES, 'postgres', 'redis', 's3'],
    faults: [{ kind: 'switch', name: 'storage-cleared', part: 'plugin-daemon' }],
    remediation:
      'The lost data was stored in a pod: keep it in the database, the bucket or a PersistentVolumeClaim. kubectl -n dify rollout status deployment/NAME shows a Deployment that does not recover.',
  }),
  async ({ env, kube, session, podHttp, inPod, http, traffic, fault, note, measure }) => {
    const { config } = env;
    const before = partsOf(config);
    const { ms: limitMs, from } = await recoveryLimit(
      env,
      kube,
      before,
      Math.max(...before.map(({ replicas = 1 }) => replicas)),
    );
    note(`time limit: ${from}`);
    test.setTimeout(limitMs + 120_000);
    const [marker, file] = [`e2e-${randomUUID()}`, randomUUID()];
    await using dataset = await ownDataset(env, session, podHttp, marker);
    const document = await dataset.index(`The marker of this document is ${marker}.`);
    const [daemon] = workloadsOf(config, 'plugin-daemon');
    const folder = daemon && (await claimedFolder(kube, daemon));
    const volume = { folder, name: file };
    if (folder) await inPod('plugin-daemon', 'volume.py', { ...volume, action: 'keep', text: marker });

    using _fault = fault('all Deployments restarted', ['*']);
    await underTraffic(traffic, trafficOf(config), env.reportDir, async () => {
      const started = Date.now();
      await restartWorkloads(kube, before);
      await Promise.all(
        before.map(async (workload) => {
          const { name, part, replicas = 1 } = workload;
          const pods = await waitFor(rolledOut(kube, workload, limitMs));
          measure(`${part}: all replicas replaced`, Date.now() - started, 'ms', limitMs);
          expect(pods.length, `ready pods of ${name}`).toBeGreaterThanOrEqual(replicas);
        }),
      );
      note(`${before.length} Deployments restarted at once; all replicas were ready after ${Date.now() - started} ms`);
    });

    const [profile, signIn, status, link, kept, sum] = await Promise.all([
      session.call('GET', '/account/profile'),
      http.request(`http://${webHost(config)}/signin`),
      dataset.statusOf(document),
      document.fileId
        ? inPod<Link>('worker', 'signed_file.py', { base: clusterUrl(config, 'api'), fileId: document.fileId })
        : undefined,
      folder ? inPod<{ text: string | null }>('plugin-daemon', 'volume.py', { ...volume, action: 'take' }) : undefined,
      hasPart(config, 'sandbox') ? runUserCode(podHttp, 'python3', 'print(6 * 7)') : undefined,
    ]);
    expectNone([
      ...(profile.status === 200 ? [] : [`the session from before the restart is gone: ${brief(profile)}`]),
      ...(signIn.status === 200 ? [] : [`the sign-in page: ${brief(signIn)}`]),
      ...(status.indexing_status === 'completed' ? [] : ['the document is no longer indexed']),
      ...(link && !link.good.body.includes(marker) ? [`the document's text is gone: ${brief(link.good)}`] : []),
      ...(kept && kept.text !== marker ? ["the file on the plugin daemon's volume is gone"] : []),
      ...(sum === undefined || sum === '42' ? [] : [`code in the sandbox printed ${sum}, not 42`]),
    ]);
    await dataset.index(`Another text, after the restart: ${marker}.`);
    note(
      `still there: session, document${link ? ', its text in the bucket' : ''}${kept ? ', file on the volume' : ''}`,
    );
    note('the new worker indexed a new document');
  },
);

test(
  'A rolling restart of all parts at once under steady traffic stays within the outage limits',
  check({
    id: 'rolling-restart',
    claims: ['REP-1'],
    // All parts at once are harder on a small machine than a rollout of one, so the figures inform and don't judge.
    severity: 'informational',
    effect: 'disrupt',
    dependsOn: ['data-survives-restarts'],
    needs: ['dify-api', 'dify-web', 'ingress-controller', 'cni'],
    faults: {
      none: 'it judges what another check measured while it restarted everything; unit tests break it both ways',
    },
    remediation:
      'Add a preStop hook that sleeps for some seconds, so that a pod serves until nobody sends it requests any more; set maxUnavailable: 0, and a readinessProbe that succeeds only when the part can serve.',
  }),
  async ({ env, note, measure }) => {
    const seen = restartSeen(env.reportDir);
    if (seen.length === 0) inconclusive('nothing was restarted under traffic in this run');
    const { maxOutageMs, maxFailedRequests } = env.config.failover;
    const verdicts = seen.map((one) => judgeRestart(env.config.failover, one));
    for (const { part, requests, failed, outageMs, reasons } of seen) {
      measure(`${part}: longest outage`, outageMs, 'ms', maxOutageMs);
      measure(`${part}: failed requests`, failed, 'requests', maxFailedRequests);
      note(
        `${part}: ${failed} of ${requests} requests failed while all pods were replaced${reasons ? ` (${reasons})` : ''}`,
      );
    }
    expectNone(verdicts.flatMap(({ problems }) => problems));
    const unmeasured = verdicts.flatMap((verdict) => verdict.unmeasured ?? []);
    if (unmeasured.length > 0) inconclusive(unmeasured.join('; '));
  },
);
