import { readFileSync } from 'node:fs';
import { codeFrameColumns } from '@babel/code-frame';
import type { ManifestSet } from '../manifests/index.ts';
import type { Hidden } from './facts/environment/hidden.ts';
import { maskLine } from './facts/secrets/mask-line.ts';
import type { Place } from './rule.ts';
import { SecretBlocks } from './secret-blocks.ts';

/** Longer lines are cut around the column: a file may be one line. */
const WIDTH = 160;

/** Quotes lines of the files that were judged; what is secret in them is masked. */
export class Quotes {
  readonly #secrets: SecretBlocks;
  readonly #hidden: Pick<Hidden, 'mask'> | undefined;
  readonly #files = new Map<string, readonly string[] | undefined>();

  /** @param hidden absent = only what stands at the place of a secret is masked. */
  constructor(set: Pick<ManifestSet, 'objects'>, hidden?: Pick<Hidden, 'mask'>) {
    this.#hidden = hidden;
    this.#secrets = new SecretBlocks(set);
  }

  /** @returns the line of the place with numbers and a caret, and some lines around it; nothing for a file that is not there. */
  around({ file, position }: Pick<Place, 'file' | 'position'>, around = 2): string | undefined {
    const lines = this.#linesOf(file);
    const { line, column } = position;
    if (!lines || line > lines.length) return undefined;
    const first = Math.max(1, line - around);
    const shown = lines.slice(first - 1, line + around).map((_, index) => this.#masked(file, lines, first + index));
    const marked = cut(shown[line - first] ?? '', column);
    const texts = shown.map((text, index) => (index === line - first ? marked.text : cut(text, 1).text));
    const at = { start: { line, column: marked.column } };
    return codeFrameColumns(texts.join('\n'), at, { startLine: first, linesAbove: around, linesBelow: around });
  }

  #masked(file: string, lines: readonly string[], line: number): string {
    const text = this.#secrets.mask(file, lines, line) ?? maskLine(lines[line - 1] ?? '', lines[line - 2]);
    return this.#hidden?.mask(text) ?? text;
  }

  #linesOf(file: string): readonly string[] | undefined {
    if (!this.#files.has(file)) this.#files.set(file, read(file)?.split(/\r\n|\n|\r/));
    return this.#files.get(file);
  }
}

/** What was rendered by another program is in no file. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function cut(text: string, column: number): { text: string; column: number } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal
  const plain = text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/g, '�');
  if (plain.length <= WIDTH) return { text: plain, column: Math.min(column, plain.length + 1) };
  const from = Math.max(0, Math.min(column - WIDTH / 2, plain.length - WIDTH));
  const head = from > 0 ? '…' : '';
  const tail = from + WIDTH < plain.length ? '…' : '';
  return { text: `${head}${plain.slice(from, from + WIDTH)}${tail}`, column: column - from + head.length };
}
