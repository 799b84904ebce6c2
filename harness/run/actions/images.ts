import { HarnessError, UsageError } from '../../core/errors.ts';
import { standInImages as imagesOfStandIns } from '../../environment/stand-ins/index.ts';
import { imagesOf } from '../../manifests/index.ts';
import type { RunContext } from '../context.ts';
import { ledgerOf } from '../image-ledger.ts';
import { ownStores } from '../own-stores.ts';
import { defineStep } from '../step.ts';
import { asCheck, type Note, STEP_CHECKS } from '../step-checks.ts';
import { clusterImages, nodeImage, scope, standInImages, toolbox } from '../tokens.ts';

/** With an empty cache, Kubernetes and the other programs are built from source. */
const COLD_MS = 60 * 60_000;

/** The node image comes first: the cluster can start while the others are still being built. */
export const resolveNodeImage = ({ session }: RunContext) =>
  defineStep({
    id: 'node-image',
    title: 'Node image',
    takes: [toolbox],
    gives: nodeImage,
    timeoutMs: COLD_MS,
    async run(taken, step) {
      const image = await taken.toolbox.images.resolve(session.config.cluster.nodeImage);
      await taken.toolbox.images.toEngine([image]);
      step.add({ ledger: await ledgerOf([image]) });
      step.note(`${image.ref}: ${image.tag} from ${image.source}`);
      return image;
    },
  });

/** Images of the stand-ins for servers outside the cluster. */
export const resolveStandInImages = ({ session }: RunContext) =>
  defineStep({
    id: 'standin-images',
    title: 'Stand-in images',
    takes: [toolbox],
    gives: standInImages,
    timeoutMs: COLD_MS,
    async run(taken) {
      const images = await taken.toolbox.images.resolveAll(await imagesOfStandIns(session.config));
      await taken.toolbox.images.toEngine(images.values());
      return images;
    },
  });

/** Images of the manifests and of the ingress controller. If no source has an image of a manifest, that is the deployment's fault. */
export const resolveClusterImages = ({ session }: RunContext) =>
  defineStep({
    id: 'cluster-images',
    title: 'Images of the deployment',
    takes: [toolbox, scope],
    gives: clusterImages,
    timeoutMs: COLD_MS,
    async run(taken, step) {
      const named = imagesOf(session.set);
      const refs = [...named, session.config.cluster.ingressImage];
      step.note(`${named.length} images named in the manifests`);
      const work = async (note: Note) => {
        const { images: store } = taken.toolbox;
        if (taken.scope.scope === 'release') store.real.require(named);
        const images = await store.resolveAll(refs);
        step.add({
          ledger: [
            ...(await ledgerOf(images.values(), session.config.edge.kind)),
            ...ownStores(session.config, session.set, images),
          ],
        });
        for (const { ref, tag, source } of images.values()) note(`${ref}: ${tag} from ${source}`);
        return images;
      };
      return asCheck(step, STEP_CHECKS.images, work, unavailable);
    },
  });

/** An image that no source has, or an invalid name, is the deployment's fault; a failed build or an unreachable registry is not. */
const unavailable = (error: unknown) =>
  (error instanceof UsageError && error.code === 'IMAGE_REFERENCE_INVALID') ||
  (error instanceof HarnessError && error.whose === 'deployment')
    ? ({ state: 'failed', reason: error.message, details: error.details } as const)
    : undefined;
