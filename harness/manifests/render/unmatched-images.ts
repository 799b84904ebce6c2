import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FileNote, ManifestSet } from '../../lib/kube-objects/index.ts';
import { shown } from '../../lib/text/index.ts';
import { imagesOf } from '../images.ts';
import { marksIn } from './renderer.ts';

interface ImageChange {
  readonly name?: unknown;
  readonly newName?: unknown;
}

/**
 * @returns a note for each entry under `images` of a kustomization that changes nothing, because no resource names its
 *   image: kustomize says nothing of it, and the image that was meant stays as it is.
 */
export function unmatchedImages(root: string, set: Pick<ManifestSet, 'objects'>): FileNote[] {
  const mark = marksIn(root).find(({ renderer }) => renderer === 'kustomize');
  const file = join(root, mark?.name ?? '');
  if (!mark || !existsSync(file)) return [];
  const used = new Set(imagesOf(set).map(repositoryOf));
  return changesIn(readFileSync(file, 'utf8')).flatMap(({ name, newName }) => {
    const result = typeof newName === 'string' && newName !== '' ? newName : name;
    if (typeof name !== 'string' || typeof result !== 'string' || used.has(repositoryOf(result))) return [];
    return [{ file: shown(file), message: `changes the image ${name}, which none of its resources names` }];
  });
}

/** A kustomization that can't be read has not been rendered either. */
function changesIn(text: string): ImageChange[] {
  const { images = [] } = (parse(text) ?? {}) as { images?: unknown };
  return Array.isArray(images)
    ? images.filter((one): one is ImageChange => typeof one === 'object' && one !== null)
    : [];
}

/** A port of the registry is no tag. */
const repositoryOf = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
