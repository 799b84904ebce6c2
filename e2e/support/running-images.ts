import { type Environment, type Kube, podsOf } from '../../harness/index.ts';
import { partsOf } from './topology.ts';

/**
 * Compares the image ids that the kubelet reports: one id for each image name over all pods, and where the ledger knows the
 * digest of what was loaded, that one.
 */
export async function runningImages(env: Environment, kube: Kube): Promise<{ lines: string[]; problems: string[] }> {
  const ids = new Map<string, Set<string>>();
  for (const { deployment } of partsOf(env.config)) {
    for (const pod of await podsOf(kube, deployment)) {
      const declared = new Map(pod.spec?.containers.map(({ name, image = '' }) => [name, image]));
      for (const { name, imageID } of pod.status?.containerStatuses ?? []) {
        const image = declared.get(name) ?? name;
        ids.set(image, (ids.get(image) ?? new Set()).add(digestOf(imageID)));
      }
    }
  }
  const lines = [...ids].map(([image, found]) => `${image}: ${[...found].join(', ')}`);
  const mixed = [...ids]
    .filter(([, found]) => found.size > 1)
    .map(([image]) => `pods run different images under the name ${image}`);
  return { lines, problems: [...mixed, ...otherThanLoaded(env, ids)] };
}

function otherThanLoaded(env: Environment, ids: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return env.ledger.flatMap(({ real, used }) => {
    const loaded = /sha256:[0-9a-f]{64}/.exec(used)?.[0];
    const running = ids.get(real);
    if (!loaded || !running || running.has(loaded)) return [];
    return [`${real}: ${[...running].join(', ')} runs, ${loaded} was loaded`];
  });
}

/** `docker.io/library/import@sha256:…` and `sha256:…` are the same thing here. */
const digestOf = (imageId: string): string => /sha256:[0-9a-f]{64}/.exec(imageId)?.[0] ?? imageId;
