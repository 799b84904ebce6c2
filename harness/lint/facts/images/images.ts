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
  /** Of the container's `image`. */
  readonly path: FieldPath;
  readonly text: string;
  readonly read: ReadImage;
}

const KNOWN = new WeakMap<LintInput, readonly ImageUse[]>();

/** @returns every image of the set, in the order in which it is written. */
export function imageUses(input: LintInput): readonly ImageUse[] {
  const uses = KNOWN.get(input) ?? usesOf(input);
  KNOWN.set(input, uses);
  return uses;
}

/** Few images are used by many containers: each is read once. */
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
 * Why an image can't be taken at its word, the most basic first: `symbolic` = filled in at deploy time, `placeholder` = a
 * name from a template, `malformed` = no image reference, `floating` = no version: another image tomorrow.
 */
export type ImageFault = 'symbolic' | 'placeholder' | 'malformed' | 'floating';

/** An image as its parts, or why it can't be taken at its word. */
export type ReadImage = { readonly fault: ImageFault } | { readonly reference: ImageReference };

/** @returns what the text of an image says. */
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
    // Docker and containerd take small letters only.
    return /[A-Z]/.test(reference.repository) ? undefined : reference;
  } catch {
    return undefined;
  }
}

/** Names that templates and tutorials put where an own one has to be written. */
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

/** Branches and stages: the tag stays and the image changes. */
const FLOATING = ['latest', 'main', 'master', 'stable', 'edge', 'nightly', 'dev', 'develop'];

const isFloating = (tag: string | undefined): boolean => tag === undefined || FLOATING.includes(tag);

/** @returns the version that a tag begins with: `1.11.4` of `1.11.4`, `v1.11.4-fix2`; undefined where it names none. */
export function versionOf({ tag }: ImageReference): string | undefined {
  const [, version] = /^v?(\d+\.\d+\.\d+)(?![\d.])/.exec(tag ?? '') ?? [];
  return version;
}

/** @returns the repository without a mirror's or registry's prefix: `dify-api`. */
export const shortName = ({ repository }: ImageReference): string => repository.split('/').at(-1) ?? repository;
