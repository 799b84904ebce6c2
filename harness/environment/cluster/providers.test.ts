import { beforeEach, expect, test, vi } from 'vitest';
import { CLUSTER_PROVIDER_NAMES } from '../../core/config/cluster-providers.ts';
import { configSchema } from '../../core/config/schema.ts';
import { command } from '../../provision/exec/command.ts';
import { allProviders, clusterProvider, nodeAccess, openCluster } from './providers.ts';
import { sweep } from './sweep.ts';
import type { ClusterProviderModule } from './types.ts';

vi.mock('../../provision/exec/command.ts', () => ({ command: vi.fn() }));

/** A provider that exists as a line in the registry and as its own module, and nowhere else. */
const fake = vi.hoisted(() => ({ destroyed: [] as string[], programs: {} as object }));
vi.mock('../../core/config/cluster-providers.ts', async (original) => {
  const { CLUSTER_PROVIDERS } = await original<typeof import('../../core/config/cluster-providers.ts')>();
  return {
    CLUSTER_PROVIDERS: { ...CLUSTER_PROVIDERS, existing: { programs: ['cloud'] } },
    CLUSTER_PROVIDER_NAMES: [...Object.keys(CLUSTER_PROVIDERS), 'existing'],
  };
});
vi.mock('../../core/named-module.ts', async (original) => {
  const real = await original<typeof import('../../core/named-module.ts')>();
  const module: ClusterProviderModule = {
    createProvider: (programs) => {
      fake.programs = programs;
      return {
        name: 'existing',
        preflight: async () => undefined,
        create: () => Promise.reject(new Error('not made for this test')),
        open: (ref) => ref,
        list: async () => [{ name: 'theirs', runId: 'r1' }],
        destroy: async (name) => void fake.destroyed.push(name),
      };
    },
  };
  return {
    importNamed: async (base: string, path: string) =>
      path === './providers/existing/provider' ? module : real.importNamed(base, path),
  };
});

const saved = (provider: string) =>
  ({
    ...{ config: { cluster: { provider } }, tools: { kind: '/cache/kind', k6: 'k6', chromium: 'chromium' } },
    ...{ clusterName: 'dify-e2e-r1', runId: 'r1', kubeconfig: '/k', context: 'c' },
  }) as unknown as Parameters<typeof openCluster>[0];

beforeEach(() => {
  vi.mocked(command).mockReset().mockResolvedValue({ exitCode: 0, stdout: '', stderr: '' });
  fake.destroyed = [];
});

test('a later process opens the cluster of a saved environment, with what its provider can do', async () => {
  const cluster = await openCluster(saved('kind'));
  expect(cluster).toMatchObject({ name: 'dify-e2e-r1', runId: 'r1', kubeconfig: '/k', context: 'c' });
  await cluster.node?.exec('node-1', ['nft', '--file', '-'], { input: 'rules' });
  await cluster.exportLogs?.('/tmp/no-such-run/logs');
  expect(vi.mocked(command).mock.calls.map(([file, args]) => [file, ...args])).toEqual([
    ['docker', 'exec', '--interactive', 'node-1', 'nft', '--file', '-'],
    ['/cache/kind', 'export', 'logs', '/tmp/no-such-run/logs', '--name', 'dify-e2e-r1'],
  ]);
});

test('a provider is added by a line in the registry and its own module', async () => {
  const provider = configSchema.shape.cluster.shape.provider;
  expect(provider.parse('existing')).toBe('existing');
  expect(provider.safeParse('no-such-provider').success).toBe(false);
  expect(await openCluster(saved('existing'))).toMatchObject({ name: 'dify-e2e-r1' });
  expect(fake.programs).toMatchObject({ kind: '/cache/kind' });
  expect((await allProviders()).map(({ name }) => name)).toEqual(CLUSTER_PROVIDER_NAMES);
});

test('what a provider cannot do is absent, and using it is refused with a reason', async () => {
  const cluster = await openCluster(saved('existing'));
  expect(cluster.node).toBeUndefined();
  expect(cluster.exportLogs).toBeUndefined();
  expect(() => nodeAccess(cluster)).toThrow(expect.objectContaining({ code: 'NODE_ACCESS_UNSUPPORTED' }));
});

test('what a run has left is removed through every provider', async () => {
  expect(await sweep('r1')).toEqual([]);
  expect(fake.destroyed).toEqual(['theirs']);
  await sweep('r2');
  expect(fake.destroyed).toEqual(['theirs']);
});

test('kind finds and removes the node containers of a run by their label', async () => {
  vi.mocked(command).mockImplementation(async (_, args) => ({
    ...{ exitCode: 0, stderr: '' },
    stdout: args[0] === 'ps' && args.includes('label=io.x-k8s.kind.cluster') ? 'n1\tdify-e2e-r1\nn2\tother\n' : '',
  }));
  const kind = await clusterProvider('kind');
  expect(await kind.list()).toEqual([{ name: 'dify-e2e-r1', runId: 'r1' }]);
  await kind.destroy('dify-e2e-r1');
  const removed = vi.mocked(command).mock.calls.filter(([, [verb]]) => verb === 'rm');
  expect(removed.map(([, args]) => args)).toEqual([['rm', '--force', '--volumes', 'n1']]);
});
