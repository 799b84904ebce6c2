import { type Environment, type Kube, type OpenCluster, podsOf } from '../../../harness/index.ts';
import { partsOf } from './topology.ts';

/** Where an image runs: its digest as the kubelet reports it, and a node that has it. */
interface Running {
  readonly digest: string;
  readonly node: string;
}

/**
 * Compares the images that the kubelet reports: every image name must have one digest in all pods and, where it is known which
 * image was put into the nodes, that one.
 */
export async function runningImages(
  env: Environment,
  kube: Kube,
  { node }: OpenCluster,
): Promise<{ lines: string[]; problems: string[] }> {
  const images = await imagesOfPods(env, kube);
  const lines: string[] = [];
  const problems: string[] = [];
  for (const [image, running] of images) {
    const digests = [...new Set(running.map(({ digest }) => digest))];
    if (digests.length > 1) problems.push(`pods run different images under the name ${image}: ${digests.join(', ')}`);
    // Without access to the nodes only the digests per name can be compared.
    const loaded = node && env.images?.[image];
    const [first] = running;
    const id = first && loaded && (await node.imageConfigDigest(first.node, first.digest));
    lines.push(`${image}: ${id ?? digests[0]}${loaded ? ', as loaded for this run' : ''}`);
    // An engine with containerd's image store calls an image by the digest of its manifest.
    if (id && loaded && ![id, first.digest].includes(loaded))
      problems.push(`${image}: ${id} is running, but ${loaded} was loaded`);
  }
  return { lines, problems };
}

async function imagesOfPods(env: Environment, kube: Kube): Promise<Map<string, Running[]>> {
  const images = new Map<string, Running[]>();
  for (const workload of partsOf(env.config)) {
    for (const { spec, status } of await podsOf(kube, workload)) {
      for (const { name, imageID } of status?.containerStatuses ?? []) {
        const image = spec?.containers.find((container) => container.name === name)?.image ?? name;
        const digest = /sha256:[0-9a-f]{64}/.exec(imageID)?.[0] ?? imageID;
        images.set(image, [...(images.get(image) ?? []), { digest, node: spec?.nodeName ?? '' }]);
      }
    }
  }
  return images;
}
