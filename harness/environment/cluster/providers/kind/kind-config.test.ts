import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { UsageError } from '../../../../core/errors.ts';
import { completeKindConfig, readKindConfig } from './kind-config.ts';

const OWN = resolve(import.meta.dirname, '../../../../../configs/kind');
const additions = { runId: 'r1', nodeImage: 'node:1', ingressPort: 40_080, imageFolders: [] };

async function fileWith(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'kind-config-')), 'kind.yaml');
  await writeFile(file, text);
  return file;
}

test.each(['single-node.yaml', 'three-nodes.yaml'])(
  '%s gets what a run needs and keeps what the user wrote',
  async (name) => {
    const file = join(OWN, name);
    const config = await readKindConfig(file);
    const complete = parse(completeKindConfig(config, { ...additions, file }));
    expect(complete.name).toBe('dify-e2e-r1');
    expect(complete.kubeadmConfigPatches).toEqual(config.kubeadmConfigPatches);
    expect(complete.networking.kubeProxyMode).toBe('nftables');
    expect(complete.nodes.map((node: { image: string }) => node.image)).toEqual(config.nodes.map(() => 'node:1'));
    expect(complete.nodes[0].extraMounts[0].hostPath).toBe(join(OWN, 'patches'));
  },
);

test('the ingress port is published once, on loopback, beside the ports of the user', async () => {
  const file = await fileWith(`
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    extraPortMappings: [{ containerPort: 30000, hostPort: 30000 }]
  - role: worker
`);
  const { nodes } = parse(completeKindConfig(await readKindConfig(file), { ...additions, file }));
  expect(nodes[0].extraPortMappings).toEqual([
    { containerPort: 30_000, hostPort: 30_000 },
    { listenAddress: '127.0.0.1', hostPort: 40_080, containerPort: 80, protocol: 'TCP' },
  ]);
  expect(nodes[1].extraPortMappings).toEqual([]);
  expect(nodes[0].labels).toEqual({ 'dify-e2e.run': 'r1', 'dify-e2e.ingress': 'true' });
  expect(nodes[1].labels).toEqual({ 'dify-e2e.run': 'r1' });
});

test('each node finds its own images where containerd looks for them', async () => {
  const file = join(OWN, 'three-nodes.yaml');
  const imageFolders = ['/volume/a', '/volume/b', '/volume/c'];
  const { nodes } = parse(completeKindConfig(await readKindConfig(file), { ...additions, file, imageFolders }));
  const roots = nodes.map(({ extraMounts }: { extraMounts: { hostPath: string; containerPath: string }[] }) =>
    extraMounts.filter(({ containerPath }) => containerPath === '/var/lib/containerd').map(({ hostPath }) => hostPath),
  );
  expect(roots).toEqual([['/volume/a'], ['/volume/b'], ['/volume/c']]);
});

test('a config without nodes gets the one that kind would make', async () => {
  const file = await fileWith('kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n');
  expect((await readKindConfig(file)).nodes.map(({ role }) => role)).toEqual(['control-plane']);
});

test('every mistake is named with its line', async () => {
  const file = await fileWith(
    'kind: Cluster\napiVersion: kind.x-k8s.io/v1\nnodes:\n  - role: master\n  - rol: worker\n',
  );
  const error = await readKindConfig(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  const { details } = error as UsageError;
  expect(details.map((line) => line.slice(file.length).split(':').slice(1, 3).join(':'))).toEqual([
    '2: apiVersion',
    '4: nodes.0.role',
    '5: nodes.1.role',
  ]);
});

test('text that is not YAML is named with its line', async () => {
  const file = await fileWith('kind: Cluster\nnodes: [\n');
  await expect(readKindConfig(file)).rejects.toMatchObject({ details: [expect.stringContaining(`${file}:`)] });
});
