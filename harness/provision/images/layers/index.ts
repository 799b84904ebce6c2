import type { CacheKey } from '../layer-cache.ts';
import { ensureLayer } from '../layer-cache.ts';
import type { Layer, LayerKind } from '../recipe-schema.ts';
import { archiveLayer } from './archive.ts';
import { bundleLayer } from './bundle.ts';
import { filesLayer } from './files.ts';
import { goLayer } from './go.ts';
import type { LayerContext, LayerMaker } from './layer.ts';
import { nodeBinaryLayer } from './node-binary.ts';
import { pipLayer } from './pip.ts';
import { rootfsLayer } from './rootfs.ts';

const makers: { readonly [K in LayerKind]: LayerMaker<K> } = {
  archive: archiveLayer,
  bundle: bundleLayer,
  files: filesLayer,
  go: goLayer,
  'node-binary': nodeBinaryLayer,
  pip: pipLayer,
  rootfs: rootfsLayer,
};

/** @returns where the layer is or will be in the cache. */
export async function layerKey(layer: Layer, context: LayerContext): Promise<CacheKey> {
  return { kind: layer.kind, digest: await makerOf(layer.kind).digest(layer, context) };
}

/** Makes the layer unless the cache has it. @returns its path: a file or a folder. */
export async function makeLayer(layer: Layer, key: CacheKey, context: LayerContext): Promise<string> {
  return ensureLayer(context.cacheDir, key, context.signal, (target) =>
    makerOf(layer.kind).make(layer, context, target),
  );
}

/** The table is typed per kind; a caller holds a layer and its own kind, which TypeScript can't tie together. */
function makerOf(kind: LayerKind): LayerMaker<LayerKind> {
  return makers[kind] as LayerMaker<LayerKind>;
}
