import type { ManifestSet } from '../manifests/index.ts';
import { MASK, masked } from './facts/secrets/mask-line.ts';

/** `data` or `stringData` of a Secret; lines and columns from 1. */
interface Block {
  readonly line: number;
  readonly column: number;
}

/** Where the values of Secrets stand in the files of a set. */
export class SecretBlocks {
  readonly #blocks: ReadonlyMap<string, readonly Block[]>;

  constructor({ objects }: Pick<ManifestSet, 'objects'>) {
    const blocks = new Map<string, Block[]>();
    for (const { file, object, at } of objects) {
      if (object.kind !== 'Secret') continue;
      const mine = ['data', 'stringData'].filter((field) => field in object).map((field) => at([field]));
      blocks.set(file, [...(blocks.get(file) ?? []), ...mine]);
    }
    this.#blocks = blocks;
  }

  /** @returns the line with a Secret's values masked; undefined where no Secret's values stand in it. */
  mask(file: string, lines: readonly string[], line: number): string | undefined {
    const block = this.#blocks.get(file)?.findLast((one) => one.line <= line);
    if (!block || !isWithin(block, lines, line)) return undefined;
    const text = lines[line - 1] ?? '';
    if (line === block.line) return maskAfter(text, text.indexOf(':', block.column - 1));
    const key = indentOf(text) === childIndent(block, lines) ? /^(\s*["']?[\w.-]+["']?\s*:\s*)(.*)$/.exec(text) : null;
    if (!key) return text.trim() === '' ? text : `${' '.repeat(indentOf(text))}${MASK}`;
    const value = key[2] ?? '';
    return /^([|>][-+\d]*)?$/.test(value) ? text : `${key[1]}${masked(value)}`;
  }
}

/** A block ends with the first line that is indented no deeper than its key. */
function isWithin(block: Block, lines: readonly string[], line: number): boolean {
  const between = lines.slice(block.line, line);
  return between.every((text) => text.trim() === '' || indentOf(text) >= block.column);
}

function childIndent(block: Block, lines: readonly string[]): number {
  for (let index = block.line; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    if (text.trim() !== '') return indentOf(text);
  }
  return 0;
}

function maskAfter(text: string, colon: number): string {
  const rest = text.slice(colon + 1).trim();
  return colon < 0 || rest === '' || rest.startsWith('#') ? text : `${text.slice(0, colon + 1)} ${MASK}`;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
