import type { V1Container } from '@kubernetes/client-node';
import { type ImageReference, parseReference } from '../../../lib/image-reference/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import type { Workload } from '../input/workloads.ts';

/** An image that a container runs. */
export interface ImageUse {
  readonly workload: Workload;
  readonly container: V1Container;
  /** Path of the container's `image`. */
  readonly path: FieldPath;
  readonly text: string;
  readonly read: ReadImage;
}

const KNOWN = new WeakMap<LintInput, readonly ImageUse[]>();

/** @returns every image of the set, in file order. */
export function imageUses(input: LintInput): readonly ImageUse[] {
  const uses = KNOWN.get(input) ?? usesOf(input);
  KNOWN.set(input, uses);
  return uses;
}

/** Many containers share few images, so each image is parsed once. */
function usesOf({ workloads }: LintInput): ImageUse[] {
  const known = new Map<string, ReadImage>();
  return workloads.flatMap((workload) =>
    workload.containers.flatMap(({ container, path }) => {
      const text = container.image;
      if (text === undefined) return [];
      const read = known.get(text) ?? readImage(text);
      known.set(text, read);
      return [{ workload, container, path: [...path, 'image'], text, read }];
    }),
  );
}

/**
 * Why an image reference can't be relied on, most basic first: `symbolic` = filled in at deploy time, `placeholder` = a
 * name from a template, `malformed` = not an image reference, `floating` = no version, may be another image tomorrow.
 */
export type ImageFault = 'symbolic' | 'placeholder' | 'malformed' | 'floating';

/** A parsed image reference, or why it can't be relied on. */
export type ReadImage = { readonly fault: ImageFault } | { readonly reference: ImageReference };

/** @returns the parsed image reference, or its fault. */
export function readImage(text: string): ReadImage {
  if (isSymbolic(text)) return { fault: 'symbolic' };
  if (isPlaceholder(text)) return { fault: 'placeholder' };
  const reference = parsed(text);
  if (!reference) return { fault: 'malformed' };
  if (!reference.digest && isFloating(reference.tag)) return { fault: 'floating' };
  return { reference };
}

function parsed(text: string): ImageReference | undefined {
  try {
    const reference = parseReference(text);
    // Docker and containerd accept only lowercase.
    return /[A-Z]/.test(reference.repository) ? undefined : reference;
  } catch {
    return undefined;
  }
}

/** Names that templates and tutorials use as placeholders. */
const PLACEHOLDERS: readonly RegExp[] = [
  /[<>]/,
  /\{\{.*\}\}/,
  /(^|[/.])(my|your)[-_]?(docker[-_]?)?(registry|repo|repository|org|company|domain|name|username|project|account)\b/i,
  /(^|[/.:])your[-_]/i,
  /(^|[/.])example\.(com|org|net)([:/]|$)/i,
  /[:/](custom-v\d+|your-tag|change-?me|todo|placeholder|tbd|x+\.y+\.z+|version)$/i,
  /\b(change-?me|placeholder)\b/i,
];

const isPlaceholder = (text: string): boolean => PLACEHOLDERS.some((pattern) => pattern.test(text));

/** Branches and stages: the tag stays the same, but the image changes. */
const FLOATING = ['latest', 'main', 'master', 'stable', 'edge', 'nightly', 'dev', 'develop'];

const isFloating = (tag: string | undefined): boolean => tag === undefined || FLOATING.includes(tag);

/** @returns the version that a tag starts with: `1.11.4` for `1.11.4` or `v1.11.4-fix2`; undefined if it has none. */
export function versionOf({ tag }: ImageReference): string | undefined {
  const [, version] = /^v?(\d+\.\d+\.\d+)(?![\d.])/.exec(tag ?? '') ?? [];
  return version;
}

/** @returns the repository without a registry or mirror prefix: `dify-api`. */
export const shortName = ({ repository }: ImageReference): string => repository.split('/').at(-1) ?? repository;
