import { join } from 'node:path';
import { type FileNote, type KubernetesObject, nameOf } from '../lib/kube-objects/index.ts';
import { shown } from '../lib/text/index.ts';
import type { ReadFile } from './read-file.ts';

/** From so many objects on, and such a share of them, what is there twice is another copy of the set. */
const LEAST = { objects: 3, share: 0.5 };

/**
 * Repositories often keep a set twice: in pieces, and as one file for `kubectl apply -f`. Only the first one is judged, files
 * before folders; two objects of one name within a set stay what they are.
 * @param files with their names within the set.
 */
export function withoutCopies(
  root: string,
  files: readonly (ReadFile & { readonly name: string })[],
): { readonly files: readonly ReadFile[]; readonly beside: readonly FileNote[] } {
  const known = new Map<string, string>();
  const beside: FileNote[] = [];
  const groups = Map.groupBy(files, ({ name }) => name.split(/[\\/]/)[0] ?? name);
  const kept = [...groups].flatMap(([group, mine]) => {
    const names = mine.flatMap(({ objects }) => objects.map(({ object }) => identityOf(object)));
    const earlier = names.flatMap((name) => known.get(name) ?? []);
    const isFolder = mine.some(({ name }) => name !== group);
    if (isCopy(names.length, earlier.length, isFolder)) {
      const file = shown(join(root, group));
      beside.push({
        file,
        message: `holds the same objects as ${shown(join(root, earlier[0] ?? ''))}: lint it by itself`,
      });
      return [];
    }
    for (const name of names) if (!known.has(name)) known.set(name, group);
    return mine;
  });
  return { files: kept, beside };
}

/** A folder with nothing of its own is one in any case; a single object in a file is an object that is there twice. */
function isCopy(objects: number, known: number, isFolder: boolean): boolean {
  if (objects === 0) return false;
  return objects < LEAST.objects ? isFolder && known === objects : known / objects >= LEAST.share;
}

const identityOf = (object: KubernetesObject): string => `${object.apiVersion} ${nameOf(object)}`;
