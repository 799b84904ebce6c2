import { z } from 'zod';
import { canonicalName } from '../../lib/image-reference/index.ts';

/** An image in the engine and its name in an archive. */
export interface NamedImage {
  readonly ref: string;
  /** Name in the engine. */
  readonly tag: string;
}

const NAME = 'io.containerd.image.name';
const REF_NAME = 'org.opencontainers.image.ref.name';

const manifest = z.array(z.looseObject({ RepoTags: z.array(z.string()).nullable() }));
const index = z.looseObject({
  manifests: z.array(z.looseObject({ annotations: z.record(z.string(), z.string()).optional() })),
});

/**
 * Renames the images in a `docker save` archive: in the engine a double must not have the name of the real image, in the cluster
 * it must. Docker's `manifest.json` has one entry per image, with its names.
 * @throws Error if an entry is none of these images.
 */
export function renameManifest(json: string, images: readonly NamedImage[]): string {
  const entries = manifest.parse(JSON.parse(json));
  const renamed = entries.map((entry) => ({
    ...entry,
    RepoTags: [...new Set((entry.RepoTags ?? []).flatMap((name) => refsOf(name, images)))],
  }));
  return JSON.stringify(renamed);
}

/** The same for the OCI `index.json` that Docker 25 and newer also write: one entry per name; containerd reads only this one. */
export function renameIndex(json: string, images: readonly NamedImage[]): string {
  const parsed = index.parse(JSON.parse(json));
  const manifests = parsed.manifests.flatMap((entry) => {
    const name = entry.annotations?.[NAME];
    if (name === undefined) return [entry];
    return refsOf(name, images).map((ref) => {
      const full = canonicalName(ref);
      return {
        ...entry,
        annotations: { ...entry.annotations, [NAME]: full, [REF_NAME]: full.slice(full.lastIndexOf(':') + 1) },
      };
    });
  });
  return JSON.stringify({ ...parsed, manifests });
}

function refsOf(name: string, images: readonly NamedImage[]): string[] {
  const refs = images.filter(({ tag }) => canonicalName(tag) === canonicalName(name)).map(({ ref }) => ref);
  if (refs.length === 0) throw new Error(`the archive contains an image "${name}" that was not requested`);
  return refs;
}
