import { join } from 'node:path';
import { loadConfig } from '../../core/config/index.ts';
import { packageRoot } from '../../core/package-root.ts';
import type { Environment } from '../environment.ts';

/** For tests: a rehearsal environment, complete enough to be saved and read back. */
export function sampleEnvironment(runId: string, more: Partial<Environment> = {}): Environment {
  const { config, file } = loadConfig(join(packageRoot(), 'configs', 'rehearsal.yaml'));
  return {
    runId,
    scope: 'rehearsal',
    profile: 'quick',
    createdAt: '2026-01-01T00:00:00.000Z',
    config,
    configFile: file,
    kubeconfig: '/state/kubeconfig',
    context: `kind-dify-e2e-${runId}`,
    clusterName: `dify-e2e-${runId}`,
    ownCluster: true,
    network: `dify-e2e-${runId}`,
    ingress: { host: '127.0.0.1', port: 4711 },
    standInAddresses: { 'dbnode0.maywzh.com': '172.30.0.4' },
    secrets: { DB_PASSWORD: `${runId}-db-password` },
    admin: { email: 'admin@example.com', name: 'Release manager', password: 'admin-password' },
    tools: { chromium: 'chromium', k6: 'k6', kind: '/usr/bin/kind' },
    ledger: [],
    subject: {
      manifests: 'set',
      manifestsDigest: 'd',
      namespace: 'dify',
      hosts: [],
      difyVersion: '1.11.4',
      cluster: 'kind',
      tools: {},
    },
    reportDir: `/reports/${runId}`,
    ...more,
  };
}
