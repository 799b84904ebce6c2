import type { CheckRecord } from '../../core/model/check.ts';
import { checkRecord } from '../../core/model/testing/records.ts';

const API = ['dify-api'];

/** Checks of the sample run, all passed. */
export function sampleChecks(): CheckRecord[] {
  return [
    checkRecord('deployments-ready', {
      title: 'Every promised Deployment exists and all its replicas are ready',
      phase: 'foundation',
      claims: ['SVC-1', 'DEP-2', 'REP-1'],
      durationMs: 412,
      notes: [
        'dify-api 2/2, dify-worker 1/1, dify-web 2/2, dify-sandbox 1/1, dify-plugin-daemon 1/1, dify-ssrf-proxy 1/1',
      ],
      remediation: 'kubectl get deploy,pods -n dify; kubectl describe pod -n dify <pod>',
    }),
    checkRecord('requests-and-limits', {
      title: 'API, worker and web have the promised requests and limits',
      phase: 'foundation',
      claims: ['RES-1'],
      durationMs: 96,
    }),
    checkRecord('postgres-reached', {
      title: 'API, worker and plugin daemon can reach PostgreSQL with their own configuration',
      phase: 'foundation',
      claims: ['EXT-1', 'SVC-2'],
      needs: ['postgres', 'dify-api', 'dify-plugin-daemon'],
      durationMs: 2210,
      measurements: [{ name: 'slowest connect', value: 41.3, unit: 'ms', limit: 2000 }],
    }),
    checkRecord('rbac-present', {
      title: 'RBAC, network policies and quotas are reported',
      phase: 'foundation',
      claims: ['SEC-5'],
      severity: 'informational',
      notes: ['RBAC: absent', 'network policies: absent'],
    }),
    checkRecord('tls-decision', {
      title: 'No Ingress has TLS, as decided',
      phase: 'foundation',
      claims: ['TLS-1'],
      severity: 'informational',
    }),
    checkRecord('routing-web-host', {
      title: 'dify.maywzh.com routes each path to the service in the description',
      claims: ['NET-2'],
      needs: ['ingress-controller', 'dify-api', 'dify-web'],
      durationMs: 388,
      notes: ['/ → web', '/signin → web', '/console/apps → web', '/console/api/ping → api'],
      remediation:
        'Give /console/api(/|$)(.*) its own rule in 40-web-ingress.yaml, longer than the rule of the console: kubectl describe ingress -n dify',
    }),
    checkRecord('login-first-setup', {
      title: 'The first setup accepts the init password and rejects a wrong one',
      claims: ['DEP-3', 'ENV-3'],
      effect: 'write-own',
      needs: ['dify-api', 'dify-web', 'postgres'],
      dependsOn: ['routing-web-host'],
      durationMs: 5820,
    }),
    checkRecord('login-sign-in', {
      title: 'A user can sign in to the console in a real browser',
      claims: ['DEP-3'],
      effect: 'write-own',
      needs: ['dify-api', 'dify-web'],
      dependsOn: ['login-first-setup'],
      durationMs: 3910,
      evidence: [
        { name: 'apps page', path: 'playwright/apps.png', contentType: 'image/png' },
        { name: 'trace', path: 'playwright/trace.zip', contentType: 'application/zip' },
      ],
    }),
    checkRecord('sandbox-python', {
      title: 'The sandbox runs Python code',
      claims: ['DEP-3'],
      needs: ['dify-sandbox'],
      durationMs: 730,
    }),
    checkRecord('ssrf-proxy-denies', {
      title: 'The SSRF proxy denies forbidden targets and allows others',
      claims: ['SVC-2'],
      needs: ['ssrf-proxy'],
      durationMs: 644,
    }),
    checkRecord('failover-api', {
      title: 'Losing one API replica is hardly noticed, and all replicas recover',
      phase: 'failover',
      claims: ['REP-1'],
      effect: 'disrupt',
      needs: API,
      durationMs: 41_300,
      measurements: [
        { name: 'outage', value: 212, unit: 'ms', limit: 5000 },
        { name: 'failed requests', value: 3, unit: 'requests', limit: 100 },
        { name: 'time until all replicas were ready', value: 14_820, unit: 'ms', limit: 120_000 },
        { name: 'prober timer lag', value: 4.2, unit: 'ms' },
      ],
    }),
    checkRecord('failover-web', {
      title: 'Losing one web replica is hardly noticed',
      phase: 'failover',
      claims: ['REP-1'],
      effect: 'disrupt',
      needs: ['dify-web'],
      durationMs: 38_100,
    }),
    checkRecord('load-api', {
      title: 'The API meets the thresholds under the load profile',
      phase: 'load',
      claims: ['RES-2'],
      severity: 'recommended',
      effect: 'load',
      needs: API,
      durationMs: 33_400,
      measurements: [
        { name: 'requests', value: 221.4, unit: '1/s' },
        { name: 'p(95)', value: 183.25, unit: 'ms', limit: 2000 },
        { name: 'failed', value: 0, unit: 'ratio', limit: 0.01 },
      ],
      evidence: [{ name: 'k6 summary', path: 'k6/summary.json', contentType: 'application/json' }],
    }),
  ];
}
