import { basename, join } from 'node:path';
import {
  apiHost,
  limitOf,
  loadProfileOf,
  recordRequests,
  requestEntries,
  resourcesKind,
  runLoad,
  webHost,
  writeSaved,
} from '../../../harness/index.ts';
import { observeLoad } from '../../clients/cluster/observe-load.ts';
import { recoveryLimit } from '../../clients/cluster/recovery-limit.ts';
import { consoleHost, partsOf } from '../../clients/cluster/topology.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'The API meets the thresholds under the load profile',
  check({
    id: 'load-api',
    claims: ['REP-1', 'DEP-3'],
    severity: 'mandatory',
    effect: 'load',
    dependsOn: ['login-first-setup', 'routes-web-host', 'routes-api-host'],
    needs: ['dify-api', 'ingress-controller', 'postgres', 'redis'],
    faults: [{ kind: 'switch', name: 'slow-under-load', part: 'api' }],
    remediation:
      "Find the slow call in the report's k6/summary.json; check the limits and replicas of the API, or correct load.thresholds.",
  }),
  async ({ env, kube, inPod, contract, note, measure }, testInfo) => {
    const { config } = env;
    const size = env.profile === 'quick' ? config.quick.load : config.load;
    const parts = partsOf(config);
    const { ms: restWithinMs } = await recoveryLimit(env, kube, parts, 2);
    test.setTimeout((size.durationSeconds + 90) * 1000 + restWithinMs);
    const load = () =>
      runLoad({
        k6: env.tools.k6,
        script: loadProfileOf(config, env.configFile),
        ingress: env.ingress,
        webHost: webHost(config),
        apiHost: apiHost(config),
        consoleHost: consoleHost(config),
        contract,
        vus: size.vus,
        durationSeconds: size.durationSeconds,
        thresholds: config.load.thresholds,
        admin: env.admin,
        outDir: join(env.reportDir, 'k6'),
      });
    const plan = { kube, inPod, parts, users: size.vus, seconds: size.durationSeconds };
    const { table, result } = await observeLoad({ ...plan, restWithinMs, reportDir: env.reportDir }, load);
    recordRequests(env.reportDir, requestEntries('k6', result.samples, 0));
    writeSaved(join(env.reportDir, 'resources.json'), resourcesKind, table);
    const limits = config.load.thresholds;
    measure('response time, 95th percentile', result.p95Ms, 'ms', limitOf(limits.http_req_duration, 'p(95)'));
    measure('failed requests', result.failedRate, 'ratio', limitOf(limits.http_req_failed, 'rate'));
    measure('responses with the right body', result.checksRate, 'ratio');
    measure('requests per second', result.requestsPerSecond, '1/s');
    measure('requests', result.requests, 'requests');
    note(`${size.vus} users for ${size.durationSeconds} s through the ingress controller, with the real host names`);
    for (const path of result.files)
      testInfo.attachments.push({ name: basename(path), path, contentType: 'text/plain' });
    expectNone(result.breached.map((threshold) => `threshold not met: ${threshold}`));
  },
);
