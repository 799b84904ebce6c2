import { z } from 'zod';
import { HarnessError } from '../../core/errors.ts';
import { canonicalName } from '../../lib/image-reference/index.ts';
import type { NodeAccess } from './types.ts';

/** The kubelet's containerd namespace. */
const CTR = ['ctr', '--namespace', 'k8s.io'];

/** What a digest of an image can lead to: an index of platforms, the manifest of one, or its configuration. */
const contentSchema = z.union([
  z.object({ manifests: z.array(z.object({ digest: z.string() })).min(1) }),
  z.object({ config: z.object({ digest: z.string() }) }),
  z.object({ rootfs: z.object({}) }),
]);

/** Node access for containerd, given a way to run programs on the nodes. */
export function containerdNodes(exec: NodeAccess['exec']): Omit<NodeAccess, 'exec' | 'pause'> {
  const ctr = (node: string, args: readonly string[], timeoutMs = 10_000) =>
    exec(node, [...CTR, ...args], { timeoutMs });
  async function imageConfigDigest(node: string, digest: string): Promise<string> {
    const { stdout } = await ctr(node, ['content', 'get', digest]);
    const content = contentSchema.safeParse(JSON.parse(stdout)).data;
    if (!content) throw notAnImage(node, digest);
    if ('rootfs' in content) return digest;
    return 'config' in content ? content.config.digest : imageConfigDigest(node, content.manifests[0]?.digest ?? '');
  }
  return {
    async killContainer(node, id) {
      await ctr(node, ['task', 'kill', '--signal', 'SIGKILL', id]);
    },
    async freezeContainer(node, id) {
      await ctr(node, ['task', 'pause', id]);
      return {
        [Symbol.asyncDispose]: async () => {
          await ctr(node, ['task', 'resume', id]);
        },
      };
    },
    async tagImage(nodes, image, other) {
      const [name, second] = [canonicalName(image), canonicalName(other)];
      for (const node of nodes) await ctr(node, ['images', 'tag', '--force', name, second], 20_000);
      return {
        [Symbol.asyncDispose]: async () => {
          for (const node of nodes) await ctr(node, ['images', 'rm', second], 20_000);
        },
      };
    },
    imageConfigDigest,
  };
}

const notAnImage = (node: string, digest: string): HarnessError =>
  new HarnessError({
    code: 'IMAGE_CONTENT_UNKNOWN',
    message: `the content ${digest} on node ${node} is not an image index, manifest or configuration`,
  });
