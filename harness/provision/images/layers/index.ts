import type { CacheKey } from '../layer-cache.ts';
import { ensureLayer } from '../layer-cache.ts';
import type { Layer, LayerKind } from '../recipe-schema.ts';
import { archiveLayer } from './archive.ts';
import { bundleLayer } from './bundle.ts';
import { filesLayer } from './files.ts';
import { goLayer } from './go.ts';
import type { LayerContext, LayerMaker } from './layer.ts';
import { linksLayer } from './links.ts';
import { nodeBinaryLayer } from './node-binary.ts';
import { pipLayer } from './pip.ts';
import { rootfsLayer } from './rootfs.ts';

const makers: { readonly [K in LayerKind]: LayerMaker<K> } = {
  archive: archiveLayer,
  bundle: bundleLayer,
  files: filesLayer,
  go: goLayer,
  links: linksLayer,
  'node-binary': nodeBinaryLayer,
  pip: pipLayer,
  rootfs: rootfsLayer,
};

/** @returns the layer's path in the cache, whether it exists or not. */
export async function layerKey(layer: Layer, context: LayerContext): Promise<CacheKey> {
  return { kind: layer.kind, digest: await makerOf(layer.kind).digest(layer, context) };
}

/** Builds the layer unless the cache has it. @returns its path: a file or a directory. */
export async function makeLayer(layer: Layer, key: CacheKey, context: LayerContext): Promise<string> {
  return ensureLayer(context.cacheDir, key, context.signal, (target) =>
    makerOf(layer.kind).make(layer, context, target),
  );
}

/** The table is typed per kind, but TypeScript can't relate a layer to its kind. */
function makerOf(kind: LayerKind): LayerMaker<LayerKind> {
  return makers[kind] as LayerMaker<LayerKind>;
}
