import { posix } from 'node:path';

/** A mount parsed from its short form. */
export interface VolumeSpec {
  readonly type: 'bind' | 'volume';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export class VolumeError extends Error {}

/**
 * Parses `[SOURCE:]TARGET[:OPTIONS]` like compose-go (format/volume.go); a Windows drive's `C:` is not a separator.
 * @throws VolumeError
 */
export function volumeOf(spec: string): VolumeSpec {
  if (spec === '') throw new VolumeError('a volume must not be empty');
  const sections = spec.length <= 2 ? [spec] : sectionsOf(spec);
  if (sections.includes('')) throw new VolumeError(`"${spec}" has an empty part`);
  if (sections.length > 3) throw new VolumeError(`"${spec}" has too many colons: write SOURCE:TARGET:OPTIONS`);
  const [first = '', second, options = ''] = sections;
  const [source, target] = second === undefined ? ['', first] : [first, second];
  const readOnly = options
    .split(',')
    .reduce((is, option) => (option === 'ro' ? true : option === 'rw' ? false : is), false);
  return { type: isPath(source) ? 'bind' : 'volume', source, target, readOnly };
}

function sectionsOf(spec: string): string[] {
  const sections: string[] = [];
  let section = '';
  let open = 0;
  for (const character of spec) {
    if (character === '{' && section.endsWith('$')) open += 1;
    if (character === '}' && open > 0) open -= 1;
    if (character !== ':' || open > 0 || isDrive(section)) section += character;
    else {
      sections.push(section);
      section = '';
    }
  }
  return [...sections, section];
}

const isDrive = (text: string): boolean => /^\p{L}$/u.test(text);

/** @returns whether a source is a host path and not a volume name. */
function isPath(source: string): boolean {
  return /^[./~]/.test(source) || source.startsWith('\\\\') || /^\p{L}:/u.test(source);
}

/** @returns a container path cleaned like Go's path.Clean. */
export function cleanTarget(target: string): string {
  if (target === '') return '';
  const clean = posix.normalize(target);
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}
