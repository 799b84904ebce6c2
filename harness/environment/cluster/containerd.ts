import { z } from 'zod';
import { canonicalName } from '../../lib/image-reference/index.ts';
import type { NodeAccess } from './types.ts';

/** The kubelet's containerd namespace. */
const CTR = ['ctr', '--namespace', 'k8s.io'];

const manifestSchema = z.object({ config: z.object({ digest: z.string() }) });

/** Node access for containerd, given a way to run programs on the nodes. */
export function containerdNodes(exec: NodeAccess['exec']): Omit<NodeAccess, 'exec' | 'pause'> {
  const ctr = (node: string, args: readonly string[], timeoutMs = 10_000) =>
    exec(node, [...CTR, ...args], { timeoutMs });
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
    async imageConfigDigest(node, manifestDigest) {
      const { stdout } = await ctr(node, ['content', 'get', manifestDigest]);
      return manifestSchema.parse(JSON.parse(stdout)).config.digest;
    },
  };
}
