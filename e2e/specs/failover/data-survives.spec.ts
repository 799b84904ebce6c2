import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { brief, restartDeployments, rolledOut, waitFor } from '../../../harness/index.ts';
import { ownDataset } from '../../clients/api/dataset.ts';
import { clusterUrl, partsOf } from '../../clients/cluster/topology.ts';
import { claimedFolder } from '../../clients/cluster/volumes.ts';
import { runUserCode } from '../../clients/sandbox/user-code.ts';
import { steadyTraffic } from '../../clients/traffic/steady-traffic.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

interface Link {
  readonly good: { readonly status: number; readonly body: string };
}

// An emptyDir in place of the claim turns it red, and storage type `local` (the text is then in one pod only), and a cache that
// lives in the pods.
test(
  'All Deployments are restarted together, and what was there before is there again: document, file, session, volume',
  check({
    id: 'data-survives-restarts',
    claims: ['STO-1', 'STO-2', 'EXT-1', 'EXT-2', 'REP-1'],
    severity: 'mandatory',
    effect: 'disrupt',
    dependsOn: ['replicas-as-promised', 'signed-file-link', 'plugin-volume-writable', 'sandbox-python3'],
    needs: [...ALL_IMAGES, 'postgres', 'redis', 's3'],
    faults: [{ kind: 'switch', name: 'storage-cleared', part: 'plugin-daemon' }],
    remediation:
      'What is named was kept in a pod: it belongs into the database, the bucket or a PersistentVolumeClaim. kubectl -n dify rollout status deployment/NAME shows one that does not come back.',
  }),
  async ({ env, kube, session, podHttp, inPod, http, note, measure }) => {
    const { config } = env;
    const limitMs = config.failover.recoverySeconds * 1000;
    test.setTimeout(limitMs + 120_000);
    const [marker, file] = [`e2e-${randomUUID()}`, randomUUID()];
    await using dataset = await ownDataset(env, session, podHttp, marker);
    const document = await dataset.index(`The marker of this document is ${marker}.`);
    const folder = await claimedFolder(kube, config.parts['plugin-daemon'].deployment);
    const volume = { folder, name: file };
    if (folder) await inPod('plugin-daemon', 'volume.py', { ...volume, action: 'keep', text: marker });

    const started = Date.now();
    const before = partsOf(config);
    await restartDeployments(
      kube,
      before.map(({ deployment }) => deployment),
    );
    await Promise.all(
      before.map(async ({ deployment, part, replicas = 1 }) => {
        const pods = await waitFor(rolledOut(kube, deployment, limitMs));
        measure(`${part}: all replicas anew`, Date.now() - started, 'ms', limitMs);
        expect(pods.length, `ready pods of ${deployment}`).toBeGreaterThanOrEqual(replicas);
      }),
    );
    note(`${before.length} Deployments restarted together; full strength after ${Date.now() - started} ms`);
    // Also the ingress controller has to have noticed, before anything else is measured.
    const steady = await steadyTraffic(env, { url: `http://${config.hosts.web}/console/api/ping`, expectStatus: 200 });
    await steady.traffic.stop();
    for (const line of steady.notes) note(line);

    const [profile, signIn, status, link, kept, sum] = await Promise.all([
      session.call('GET', '/account/profile'),
      http.request(`http://${config.hosts.web}/signin`),
      dataset.statusOf(document),
      document.fileId
        ? inPod<Link>('worker', 'signed_file.py', { base: clusterUrl(config, 'api'), fileId: document.fileId })
        : undefined,
      folder ? inPod<{ text: string | null }>('plugin-daemon', 'volume.py', { ...volume, action: 'take' }) : undefined,
      runUserCode(podHttp, 'python3', 'print(6 * 7)'),
    ]);
    expectNone([
      ...(profile.status === 200 ? [] : [`the session from before is not known any more: ${brief(profile)}`]),
      ...(signIn.status === 200 ? [] : [`the page for signing in: ${brief(signIn)}`]),
      ...(status.indexing_status === 'completed' ? [] : ['the document is not indexed any more']),
      ...(link && !link.good.body.includes(marker) ? [`the text of the document is gone: ${brief(link.good)}`] : []),
      ...(kept && kept.text !== marker ? ["the file on the plugin daemon's volume is gone"] : []),
      ...(sum === '42' ? [] : [`code in the sandbox printed ${sum}, not 42`]),
    ]);
    await dataset.index(`Another text, after the restart: ${marker}.`);
    note(
      `still there: session, document${link ? ', its text in the bucket' : ''}${kept ? ', file on the volume' : ''}`,
    );
    note('and a new document was indexed by the new worker');
  },
);
