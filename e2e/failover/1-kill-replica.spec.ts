import { check, expectNone } from '../support/check.ts';
import { killUnderTraffic } from '../support/failover.ts';
import { test } from '../support/fixtures.ts';

const TARGETS = [
  { part: 'api', path: '/console/api/ping', expectStatus: 200, title: 'API' },
  // The cheapest answer of web: a redirect that its server makes itself.
  { part: 'web', path: '/', expectStatus: 307, title: 'web' },
] as const;

for (const { part, path, expectStatus, title } of TARGETS) {
  test(
    `One replica of ${title} is killed under steady traffic, and the service goes on within the limits`,
    check({
      id: `kill-${part}-replica`,
      claims: ['REP-1'],
      severity: 'mandatory',
      effect: 'disrupt',
      dependsOn: ['replicas-as-promised', 'services-have-endpoints', 'routes-web-host'],
      needs: [`dify-${part}`, 'ingress-controller', 'cni'],
      remediation:
        'At least two replicas, a readiness probe that is quick to notice, and an ingress controller that tries another address.',
    }),
    async ({ env, kube, note, measure, attach }) => {
      const { failover, hosts } = env.config;
      test.setTimeout((failover.recoverySeconds + failover.steadySeconds + 60) * 1000);
      const result = await killUnderTraffic(env, kube, part, { url: `http://${hosts.web}${path}`, expectStatus });
      measure('longest outage', result.outageMs, 'ms', failover.maxOutageMs);
      measure('failed requests', result.failed, 'requests', failover.maxFailedRequests);
      measure('requests', result.requests, 'requests');
      measure('time to full strength', result.recoveryMs, 'ms', failover.recoverySeconds * 1000);
      measure('lag of the prober, 95th percentile', result.lagMs.p95, 'ms');
      measure('lag of the prober, longest', result.lagMs.max, 'ms');
      for (const line of result.notes) note(line);
      await attach(`traffic-${part}.json`, JSON.stringify(result.timeline, undefined, 1), 'application/json');
      expectNone(result.problems);
    },
  );
}
