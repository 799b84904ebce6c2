import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Environment, type Kube, startUpKind, writeSaved } from '../../../harness/index.ts';
import { recoveryLimit } from './recovery-limit.ts';
import type { PartConfig } from './topology.ts';

const api = { part: 'api', kind: 'Deployment', name: 'dify-api', replicas: 2 } as PartConfig;
const environment = (
  recoveryFrom: 'config' | 'probes' | 'measured',
  reportDir = mkdtempSync(join(tmpdir(), 'limit-')),
) => ({ config: { failover: { recoverySeconds: 120, recoveryFrom } }, reportDir }) as Environment;

const probed = {
  namespace: 'dify',
  apps: { readNamespacedDeployment: async () => ({ spec: { selector: { matchLabels: { app: 'api' } } } }) },
  core: {
    listNamespacedPod: async () => ({
      items: [{ spec: { containers: [{ startupProbe: { periodSeconds: 10, failureThreshold: 20 } }] } }],
    }),
  },
} as unknown as Kube;

it('is the number of the config unless another source is asked for', async () => {
  expect(await recoveryLimit(environment('config'), probed, [api])).toEqual({
    ms: 120_000,
    from: '120 s, failover.recoverySeconds',
  });
});

it('is what the probes allow', async () => {
  expect(await recoveryLimit(environment('probes'), probed, [api])).toMatchObject({ ms: 230_000 });
});

it('follows the slowest start-up of these parts that was measured, for each replica that starts in turn', async () => {
  const env = environment('measured');
  const starts = [
    { part: 'api', seconds: 70, allowed: 360 },
    { part: 'api', seconds: 94, allowed: 360 },
    { part: 'worker', seconds: 200, allowed: 360 },
  ];
  writeSaved(join(env.reportDir, 'start-up.json'), startUpKind, { starts });
  expect(await recoveryLimit(env, probed, [api], 2)).toEqual({
    ms: 594_000,
    from: '594 s: 3 times the slowest start measured in this run, 94 s, 2 replicas one after the other, and 30 s besides',
  });
});

it('says so where nothing was measured', async () => {
  const { ms, from } = await recoveryLimit(environment('measured'), probed, [api]);
  expect(ms).toBe(120_000);
  expect(from).toContain('no start-up to go by');
});
