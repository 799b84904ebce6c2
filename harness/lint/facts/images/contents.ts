import { gte, satisfies } from 'semver';
import {
  type Advisory,
  type Bill,
  isDistributionPackage,
  namesImage,
  type Product,
  parsePurl,
  productOfPackage,
  productOfRepository,
  titleOf,
  versionOf,
} from '../../../advisories/index.ts';
import type { ImageReference } from '../../../lib/image-reference/index.ts';
import { releaseFactsOf, releaseIndex } from '../../../releases/index.ts';

/** A product in an image. */
export type Content =
  | { readonly product: Product; readonly version: string }
  /** Why its version can't be told. */
  | { readonly product: Product; readonly untold: string };

/** @returns what a list of components says is in the image; without one, what its name and tag tell. */
export function contentsOf(reference: ImageReference, bills: readonly Bill[]): readonly Content[] {
  const own = bills.filter(({ subject }) => subject !== undefined && describes(subject, reference));
  return own.length > 0 ? own.flatMap(listed) : told(reference);
}

/** @returns whether a name is that of the image. */
export const describes = (subject: string, { repository, tag }: ImageReference): boolean =>
  namesImage(subject, repository, tag);

/** One content for each product: packages of a distribution come in several pieces. */
function listed({ file, components }: Bill): Content[] {
  const found = components.flatMap(({ name, version, purl }) => {
    const product = productOfPackage(
      parsePurl(purl ?? '')?.name.replace(/^(library|alpine|debian|ubuntu)\//, '') ?? name,
    );
    return product ? [[product, { version, purl }] as const] : [];
  });
  return [...new Map(found)].map(([product, { version: text, purl }]): Content => {
    if (isDistributionPackage(purl)) {
      return {
        product,
        untold: `${titleOf(product)} ${text} is a package of a distribution, which carries fixes back`,
      };
    }
    const version = versionOf(product, text);
    return version
      ? { product, version }
      : { product, untold: `${file} gives ${titleOf(product)} the version "${text}"` };
  });
}

function told({ repository, tag = '' }: ImageReference): Content[] {
  const next = /(^|[/-])dify[-_]web$/.test(repository) ? nextOf(tag) : undefined;
  if (next) return [next];
  const product = productOfRepository(repository);
  if (!product) return [];
  if (/(^|\/)ubuntu\//.test(repository) || /ubuntu|debian-|\d\d\.\d\d_/.test(tag)) {
    return [{ product, untold: `${titleOf(product)} in it is a package of a distribution, which carries fixes back` }];
  }
  const version = versionOf(product, tag);
  return [version ? { product, version } : { product, untold: `the tag "${tag}" does not name a whole version` }];
}

/** The web image has no version of Next.js in its name; the facts of its release have. */
function nextOf(tag: string): Content {
  const release = releaseIndex().releases.find((one) => one === tag.replace(/^v/, ''));
  if (release) return { product: 'next', version: releaseFactsOf(release).next };
  return { product: 'next', untold: `the release "${tag}" of Dify is not known, so neither is its Next.js` };
}

/** @returns the oldest release of Dify whose web has a newer Next.js that none of these advisories affects. */
export const firstReleaseWith = (version: string, advisories: readonly Advisory[]): string | undefined =>
  releaseIndex().releases.find((release) => {
    const { next } = releaseFactsOf(release);
    return gte(next, version) && advisories.every(({ affected }) => !satisfies(next, affected));
  });
