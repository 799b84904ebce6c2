import { partWorkloads, webHost } from '../../core/config/index.ts';
import { pending, ready, type WaitStrategy, waitFor } from '../../core/wait.ts';
import type { FaultTarget } from '../../environment/faults/index.ts';
import { IngressClient } from '../../environment/probes/ingress-client.ts';
import { allPodsOf, endpointsOf, isReady, liveWorkload, wantedPods } from '../../environment/probes/kube.ts';

const HEALTHY_MS = 180_000;
const IN_A_ROW = 5;

/** Ready when every part has all its replicas, and the API and web answer steadily through the ingress controller. */
export async function untilHealthy(target: FaultTarget): Promise<void> {
  const host = webHost(target.environment.config);
  await waitFor(fullStrength(target));
  await using client = new IngressClient(target.environment.ingress, [host]);
  await waitFor(steady(client, `http://${host}/console/api/ping`));
  await waitFor(steady(client, `http://${host}/signin`));
}

function fullStrength({ environment, kube }: FaultTarget): WaitStrategy {
  return {
    subject: 'the deployment with all its replicas',
    timeoutMs: HEALTHY_MS,
    intervalMs: 500,
    poll: async () => {
      for (const workload of partWorkloads(environment.config)) {
        const [found, pods] = [await liveWorkload(kube, workload), await allPodsOf(kube, workload)];
        const { name, service } = workload;
        const wanted = wantedPods(found);
        const able = pods.filter(isReady).length;
        if (able !== wanted || pods.length !== wanted)
          return pending(`${name}: ${able} of ${pods.length} pods are ready`);
        const behind = service === undefined ? wanted : (await endpointsOf(kube, service)).addresses.length;
        if (behind !== wanted) return pending(`${service}: ${behind} of ${wanted} addresses`);
      }
      return ready(undefined);
    },
  };
}

function steady(client: IngressClient, url: string): WaitStrategy {
  let good = 0;
  return {
    subject: `${url}, ${IN_A_ROW} times in a row`,
    timeoutMs: 60_000,
    intervalMs: 100,
    poll: async () => {
      const { status } = await client.request(url, { timeoutMs: 5_000 }).catch(() => ({ status: 0 }));
      good = status === 200 ? good + 1 : 0;
      return good >= IN_A_ROW ? ready(undefined) : pending(`HTTP ${status}`);
    },
  };
}
