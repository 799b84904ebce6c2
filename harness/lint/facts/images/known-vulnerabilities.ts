import {
  type Advisory,
  advisoriesFor,
  type Product,
  parsePurl,
  productOfPackage,
  rankOf,
  type Statement,
} from '../../../advisories/index.ts';
import type { ImageReference } from '../../../lib/image-reference/index.ts';
import type { LintInput } from '../input/input.ts';
import { type Content, contentsOf, describes } from './contents.ts';
import { type ImageUse, imageUses } from './images.ts';

/** What is known to be wrong with an image of the set. */
export interface KnownOfImage {
  readonly text: string;
  /** The containers that run it. */
  readonly uses: readonly ImageUse[];
  readonly contents: readonly Content[];
  /** Worst first. */
  readonly hits: readonly Hit[];
  /** Advisories that a VEX document answers: not affected, or fixed. */
  readonly answered: readonly { readonly advisory: Advisory; readonly statement: Statement }[];
}

export interface Hit {
  readonly advisory: Advisory;
  readonly version: string;
  /** What a VEX document says about it, where it does not rule it out. */
  readonly statement: Statement | undefined;
}

/** @returns one entry for each image whose name can be read and that has something in it that advisories are about. */
export function knownVulnerabilities(input: LintInput): KnownOfImage[] {
  const byText = Map.groupBy(imageUses(input), ({ text }) => text);
  return [...byText].flatMap(([text, uses]) => {
    const read = uses[0]?.read;
    if (!read || 'fault' in read) return [];
    const contents = contentsOf(read.reference, input.supply.bills);
    return contents.length === 0 ? [] : [{ text, uses, contents, ...judged(input, read.reference, contents) }];
  });
}

function judged({ supply }: LintInput, reference: ImageReference, contents: readonly Content[]) {
  const hits: Hit[] = [];
  const answered: KnownOfImage['answered'][number][] = [];
  for (const content of contents) {
    if (!('version' in content)) continue;
    for (const advisory of advisoriesFor(content.product, content.version)) {
      const statement = lastOf(supply.statements, advisory, content, reference);
      if (statement?.status === 'not_affected' || statement?.status === 'fixed') answered.push({ advisory, statement });
      else hits.push({ advisory, version: content.version, statement });
    }
  }
  return { hits: hits.toSorted((a, b) => rankOf(a.advisory) - rankOf(b.advisory)), answered };
}

/** The newest statement counts. */
function lastOf(
  statements: readonly Statement[],
  { id, aliases = [] }: Advisory,
  { product, version }: { readonly product: Product; readonly version: string },
  reference: ImageReference,
): Statement | undefined {
  const isAbout = (said: string): boolean => {
    const purl = parsePurl(said);
    if (!purl || ['oci', 'docker'].includes(purl.type)) return describes(said, reference);
    return productOfPackage(purl.name) === product && (purl.version === undefined || purl.version === version);
  };
  return statements
    .filter(
      ({ ids, products }) =>
        ids.some((one) => one === id || aliases.includes(one)) && (products.length === 0 || products.some(isAbout)),
    )
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .at(-1);
}
