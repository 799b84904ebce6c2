import { Lines, type Position } from '../yaml-source/index.ts';
import { expandEscapes } from './escapes.ts';

/** A line of an env file that sets or passes on a variable. */
export interface DotenvEntry {
  readonly name: string;
  /** Without quotes and with escapes expanded; undefined for a bare `NAME`, which is passed on from outside. */
  readonly value: string | undefined;
  /** Whether its variables are interpolated; false for single quotes. */
  readonly isTemplate: boolean;
  readonly position: Position;
}

export interface DotenvProblem {
  readonly position: Position;
  readonly message: string;
}

export interface Dotenv {
  readonly entries: readonly DotenvEntry[];
  /** The first syntax error, at which parsing stopped. */
  readonly problem: DotenvProblem | undefined;
}

/** Parses `.env` and `env_file` like compose-go (dotenv/parser.go); npm's dotenv differs in quotes, escapes and `#`. */
export function parseDotenv(text: string): Dotenv {
  const reader = new DotenvReader(text);
  const entries: DotenvEntry[] = [];
  try {
    for (let entry = reader.next(); entry; entry = reader.next()) entries.push(entry);
    return { entries, problem: undefined };
  } catch (error) {
    if (error instanceof DotenvFault) return { entries, problem: reader.problem(error) };
    throw error;
  }
}

class DotenvFault extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** Go's unicode.IsSpace, and the same without line breaks. */
const SPACE = /[\s\u0085]*/y;
const SPACE_IN_LINE = /[\t\v\f\r \u0085\u00a0]*/y;
const TRAILING_SPACE = /[\s\u0085]+$/;
const NAME_CHARACTERS = /[\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00a0]*/uy;
const EXPORT = /export(?=\s)/y;

class DotenvReader {
  readonly #text: string;
  readonly #lines: Lines;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new Lines(text);
  }

  next(): DotenvEntry | undefined {
    this.#skip(SPACE);
    while (this.#text[this.#at] === '#') {
      this.#at = this.#endOfLine();
      this.#skip(SPACE);
    }
    if (this.#at >= this.#text.length) return undefined;
    if (this.#skip(EXPORT) !== '') this.#skip(SPACE_IN_LINE);
    const position = this.#lines.positionOf(this.#at);
    const { name, hasValue } = this.#name();
    // compose-go ignores a bare name on the last line if there is no newline after it.
    if (!hasValue && this.#at > this.#text.length) return undefined;
    if (!hasValue) return { name, value: undefined, isTemplate: false, position };
    this.#skip(SPACE_IN_LINE);
    return { name, position, ...this.#value() };
  }

  problem({ offset, message }: DotenvFault): DotenvProblem {
    return { position: this.#lines.positionOf(offset), message };
  }

  #name(): { readonly name: string; readonly hasValue: boolean } {
    const start = this.#at;
    const name = this.#skip(NAME_CHARACTERS).replace(TRAILING_SPACE, '');
    const end = this.#text[this.#at];
    if (end !== undefined && end !== '=' && end !== ':' && end !== '\n') {
      throw new DotenvFault(this.#at, `unexpected character "${end}" in a variable's name: write NAME=value`);
    }
    if (name.includes(' ')) throw new DotenvFault(start, "a variable's name contains a space: write NAME=value");
    this.#at += 1;
    return { name, hasValue: end === '=' || end === ':' };
  }

  #value(): { readonly value: string; readonly isTemplate: boolean } {
    const quote = this.#text[this.#at];
    if (quote === '"') return { value: expandEscapes(this.#quoted(quote)), isTemplate: true };
    if (quote === "'") return { value: this.#quoted(quote), isTemplate: false };
    const end = this.#endOfLine();
    const [value = ''] = this.#text.slice(this.#at, end).split(' #', 1);
    this.#at = end;
    return { value: value.replace(TRAILING_SPACE, ''), isTemplate: true };
  }

  /** A backslash escapes the quote; before anything else it is kept. */
  #quoted(quote: string): string {
    const start = this.#at;
    let value = '';
    for (let index = start + 1; index < this.#text.length; index += 1) {
      const character = this.#text.charAt(index);
      if (character === quote) {
        this.#at = index + 1;
        return value;
      }
      if (character === '\\' && index + 1 < this.#text.length) {
        index += 1;
        value += this.#text[index] === quote ? quote : `\\${this.#text.charAt(index)}`;
      } else value += character;
    }
    throw new DotenvFault(start, `the ${quote} opened here is never closed`);
  }

  #endOfLine(): number {
    const newline = this.#text.indexOf('\n', this.#at);
    return newline < 0 ? this.#text.length : newline;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }
}
