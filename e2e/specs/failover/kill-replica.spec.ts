import { lagOf, webHost, workloadOf, workloadsOf } from '../../../harness/index.ts';
import { recoveryLimit } from '../../clients/cluster/recovery-limit.ts';
import { killUnderTraffic } from '../../clients/traffic/failover.ts';
import { judgeFailover, timelineOf } from '../../clients/traffic/failover-verdict.ts';
import { TARGETS } from '../../clients/traffic/targets.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

for (const { part, path, expectStatus, title } of TARGETS) {
  test(
    `Losing one ${title} replica under steady traffic stays within the outage limits`,
    check({
      id: `kill-${part}-replica`,
      claims: ['REP-1'],
      severity: 'mandatory',
      effect: 'disrupt',
      dependsOn: ['replicas-as-promised', 'services-have-endpoints', 'routes-web-host'],
      needs: [`dify-${part}`, 'ingress-controller', 'cni'],
      faults: [{ kind: 'nodes-cordoned' }],
      remediation:
        'Run at least two replicas, with a readiness probe that notices quickly and an ingress controller that retries another endpoint.',
    }),
    async ({ env, kube, cluster, traffic, fault, note, measure, attach }) => {
      const { failover } = env.config;
      const host = webHost(env.config);
      const limit = await recoveryLimit(env, kube, workloadsOf(env.config, part));
      note(`time limit: ${limit.from}`);
      test.setTimeout(2 * limit.ms + (3 * failover.steadySeconds + 60) * 1000);
      const all = TARGETS.map((target) => ({ ...target, url: `http://${host}${target.path}` }));
      // The baseline of the next one is measured meanwhile.
      for (const target of all.slice(all.findIndex((target) => target.part === part))) traffic.start(target);
      const what = { url: `http://${host}${path}`, expectStatus };
      const run = await killUnderTraffic({ env, kube, cluster, traffic, fault, limitMs: limit.ms }, part, what);
      const verdict = judgeFailover(failover, workloadOf(env.config, part).replicas ?? 2, run);
      measure('longest outage', verdict.outageMs, 'ms', failover.maxOutageMs);
      measure('failed requests', verdict.failed, 'requests', failover.maxFailedRequests);
      measure('requests', run.report.samples.length, 'requests');
      for (const { fault, recoveryMs } of run.recoveries)
        measure(`time until all replicas were ready, ${fault}`, recoveryMs, 'ms', limit.ms);
      const lag = lagOf(run.report.samples);
      measure('prober lag, 95th percentile', lag.p95, 'ms');
      measure('prober lag, maximum', lag.max, 'ms');
      for (const line of [...run.notes, ...verdict.notes]) note(line);
      await attach(
        `traffic-${part}.json`,
        JSON.stringify(timelineOf(run.report.samples), undefined, 1),
        'application/json',
      );
      if (verdict.unmeasured) inconclusive(verdict.unmeasured);
      expectNone(verdict.problems);
    },
  );
}
