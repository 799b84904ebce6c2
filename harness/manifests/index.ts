/** The manifest set: read, filled, judged, ordered. What needs a cluster is in `cluster.ts`, so that lint starts fast. */

export {
  type FieldPath,
  type KubernetesObject,
  type ManifestObject,
  type ManifestSet,
  nameOf,
  type Position,
} from '../lib/kube-objects/index.ts';
export { fillSecrets, placeholders } from './fill.ts';
export { containerOf, imagesOf } from './images.ts';
export { loadManifests } from './load.ts';
export { type MadeSecret, madeSecrets, makesSecrets } from './made-secrets.ts';
export { type Placed, placeIn } from './placed.ts';
export { type ProvidedSecret, type Provision, provideSecrets } from './provided.ts';
export { orderStages, type Stage, type StageId } from './stages.ts';
