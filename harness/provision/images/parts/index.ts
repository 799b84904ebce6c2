import type { CacheKey } from '../parts-cache.ts';
import { ensurePart } from '../parts-cache.ts';
import type { Part, PartKind } from '../recipe-schema.ts';
import { archivePart } from './archive.ts';
import { bundlePart } from './bundle.ts';
import { filesPart } from './files.ts';
import { goPart } from './go.ts';
import { nodeBinaryPart } from './node-binary.ts';
import type { PartContext, PartMaker } from './part.ts';
import { pipPart } from './pip.ts';
import { rootfsPart } from './rootfs.ts';

const makers: { readonly [K in PartKind]: PartMaker<K> } = {
  archive: archivePart,
  bundle: bundlePart,
  files: filesPart,
  go: goPart,
  'node-binary': nodeBinaryPart,
  pip: pipPart,
  rootfs: rootfsPart,
};

/** @returns where the part is or will be in the cache. */
export async function partKey(part: Part, context: PartContext): Promise<CacheKey> {
  return { kind: part.kind, digest: await makerOf(part.kind).digest(part, context) };
}

/** Makes the part unless the cache has it. @returns its path: a file or a folder. */
export async function makePart(part: Part, key: CacheKey, context: PartContext): Promise<string> {
  return ensurePart(context.cacheDir, key, context.signal, (target) => makerOf(part.kind).make(part, context, target));
}

/** The table is typed per kind; a caller holds a part and its own kind, which TypeScript can't tie together. */
function makerOf(kind: PartKind): PartMaker<PartKind> {
  return makers[kind] as PartMaker<PartKind>;
}
