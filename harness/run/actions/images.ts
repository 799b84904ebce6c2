import { HarnessError } from '../../core/errors.ts';
import { imagesOf } from '../../manifests/index.ts';
import type { Bench } from '../bench.ts';
import type { Action } from '../graph.ts';
import { addImageToLedger } from '../image-ledger.ts';
import { asCheck, STEP_CHECKS } from '../step-checks.ts';

/** What the image store says when no source has an image; a build that fails is the harness's own. */
const UNAVAILABLE: ReadonlySet<string> = new Set(['IMAGE_UNAVAILABLE', 'IMAGES_UNAVAILABLE']);

/** A cold start builds Kubernetes and friends from source. */
const COLD_MS = 60 * 60_000;

/** The node image first: the cluster can start while the rest is still being made. */
export function nodeImage(bench: Bench): Action {
  return {
    id: 'node-image',
    title: 'Node image',
    dependsOn: ['tools'],
    timeoutMs: COLD_MS,
    async run(step) {
      const image = await bench.take('images').resolve(bench.session.config.cluster.nodeImage);
      bench.put('nodeImage', image);
      await addImageToLedger(bench.session.ledger, image);
      step.note(`${image.ref}: ${image.tag} from ${image.source}`);
    },
  };
}

/** Images of the engines that stand in for what is outside the cluster. */
export function standInImages(bench: Bench): Action {
  return {
    id: 'standin-images',
    title: 'Stand-in images',
    dependsOn: ['tools'],
    timeoutMs: COLD_MS,
    async run() {
      const { standIns, outside } = bench.session.config;
      const refs = [...Object.values(standIns), ...(outside ? [outside.image] : [])];
      bench.put('standInImages', await bench.take('images').resolveAll(refs));
    },
  };
}

/** Images of the manifests and of the ingress controller. A manifest's image that nobody has is the deployment's fault. */
export function clusterImages(bench: Bench): Action {
  const { session } = bench;
  return {
    id: 'cluster-images',
    title: 'Images of the deployment',
    dependsOn: ['tools'],
    timeoutMs: COLD_MS,
    async run(step) {
      const named = imagesOf(session.set);
      await asCheck(
        session,
        STEP_CHECKS.images,
        async () => {
          const images = await bench.take('images').resolveAll([...named, session.config.cluster.ingressImage]);
          bench.put('clusterImages', images);
          for (const image of images.values()) await addImageToLedger(session.ledger, image);
          return [...images.values()].map(({ ref, tag, source }) => `${ref}: ${tag} from ${source}`);
        },
        (error) =>
          error instanceof HarnessError && UNAVAILABLE.has(error.code)
            ? { state: 'failed', reason: error.message, details: error.details }
            : undefined,
      );
      step.note(`${named.length} images are named by the manifests`);
    },
  };
}
