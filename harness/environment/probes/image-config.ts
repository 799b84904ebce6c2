import { z } from 'zod';
import { command } from '../../provision/exec/command.ts';

const manifestSchema = z.object({ config: z.object({ digest: z.string() }) });

/**
 * The digest of an image's configuration, which is the image id that Docker shows: what the kubelet reports is the digest of a
 * manifest that containerd made when the image was loaded, and the two can't be compared.
 * @param node name of a kind node's container.
 * @throws HarnessError of the command when the node does not have the manifest.
 */
export async function configDigest(docker: string, node: string, manifestDigest: string): Promise<string> {
  const args = ['exec', node, 'ctr', '--namespace', 'k8s.io', 'content', 'get', manifestDigest];
  const { stdout } = await command(docker, args, { timeoutMs: 10_000 });
  return manifestSchema.parse(JSON.parse(stdout)).config.digest;
}
