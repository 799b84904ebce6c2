/** The value of a variable that a text references. */
export interface Setting {
  readonly value: string;
}

/** Looks up a variable; undefined if it is not set. */
export type Lookup<T extends Setting> = (name: string) => T | undefined;

export interface Substituted<T extends Setting> {
  readonly text: string;
  /** The referenced variables, in order. */
  readonly names: readonly string[];
  /** Set if the text ends with the value of a single variable: that variable, and the literal text before it. */
  readonly sole: { readonly setting: T; readonly after: string } | undefined;
}

/** The text can't be interpolated: `${` that doesn't start a valid variable, or defaults nested too deeply. */
export class TemplateError extends Error {}

/** Compose has no limit; this is far more than anyone writes, but far from a stack overflow. */
const MAX_DEPTH = 100;

const NAME = /[_a-z][_a-z0-9]*/iy;
const OPERATOR = /:?[-+?]/y;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}`, `${NAME+other}`, `${NAME:?why}`,
 * `${NAME?why}` and `$$` like compose-go (template/template.go). An unset variable is empty; a required one without a
 * value stays as `${NAME}`, because only the deployer has the value.
 * @throws TemplateError
 */
export function substitute<T extends Setting>(text: string, lookup: Lookup<T>): Substituted<T> {
  return text.includes('$') ? new Substitution(lookup, 0).run(text) : { text, names: [], sole: undefined };
}

/** `${name operator operand}` and where it ends in the text. */
interface Braced {
  readonly name: string;
  readonly operator: string;
  readonly operand: string;
  readonly end: number;
}

class Substitution<T extends Setting> {
  readonly #lookup: Lookup<T>;
  readonly #depth: number;
  readonly #names: string[] = [];
  #line = { end: -1, brace: -1 };
  #whole: T | undefined;

  constructor(lookup: Lookup<T>, depth: number) {
    if (depth > MAX_DEPTH) throw new TemplateError(`defaults are nested more than ${MAX_DEPTH} levels deep`);
    this.#lookup = lookup;
    this.#depth = depth;
  }

  run(text: string): Substituted<T> {
    const parts: string[] = [];
    let sole: Substituted<T>['sole'];
    let done = 0;
    for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', Math.max(at + 1, done))) {
      this.#whole = undefined;
      const found = this.#at(text, at);
      if (!found) continue;
      const before = text.slice(done, at);
      if (this.#whole && done === 0 && found.end === text.length) sole = { setting: this.#whole, after: before };
      parts.push(before, found.text);
      done = found.end;
    }
    return { text: parts.join('') + text.slice(done), names: [...new Set(this.#names)], sole };
  }

  /** @returns the replacement for the variable at this `$` and its end; undefined if it is just a literal `$`. */
  #at(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
    if (text[at + 1] === '$') return { text: '$', end: at + 2 };
    if (text[at + 1] === '{') {
      const braced = this.#bracedAt(text, at);
      return { text: this.#braced(braced), end: braced.end };
    }
    const name = matchAt(NAME, text, at + 1);
    return name === '' ? undefined : { text: this.#plain(name), end: at + 1 + name.length };
  }

  #plain(name: string): string {
    this.#whole = this.#get(name);
    return this.#whole?.value ?? '';
  }

  #braced({ name, operator, operand }: Braced): string {
    const setting = this.#get(name);
    const filled = operator.startsWith(':') ? setting !== undefined && setting.value !== '' : setting !== undefined;
    if (operator.endsWith('+')) return filled ? this.#nested(operand) : (setting?.value ?? '');
    if (!filled && operator.endsWith('-')) return this.#nested(operand);
    if (!filled && operator.endsWith('?')) return `\${${name}}`;
    this.#whole = setting;
    return setting?.value ?? '';
  }

  #nested(operand: string): string {
    const { text, names, sole } = new Substitution(this.#lookup, this.#depth + 1).run(operand);
    this.#names.push(...names);
    this.#whole = sole?.after === '' ? sole.setting : undefined;
    return text;
  }

  #get(name: string): T | undefined {
    this.#names.push(name);
    return this.#lookup(name);
  }

  #bracedAt(text: string, at: number): Braced {
    const name = matchAt(NAME, text, at + 2);
    const afterName = at + 2 + name.length;
    if (name !== '' && text[afterName] === '}') return { name, operator: '', operand: '', end: afterName + 1 };
    const operator = name === '' ? '' : matchAt(OPERATOR, text, afterName);
    const last = this.#lastBrace(text, afterName);
    if (operator === '' || last < afterName + operator.length) throw new TemplateError(malformed(name));
    const close = closingBrace(text, at, last);
    return { name, operator, operand: text.slice(afterName + operator.length, close), end: close + 1 };
  }

  #lastBrace(text: string, from: number): number {
    if (from <= this.#line.end) return this.#line.brace;
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    this.#line = { end, brace: text.lastIndexOf('}', end) };
    return this.#line.brace;
  }
}

/** Shows only the name, because a default may be a secret. */
const malformed = (name: string): string =>
  `"\${${name}" does not start a valid, closed variable: write \${NAME}, or $$ for a literal $`;

/** Counts like compose-go (getFirstBraceClosingIndex): skips the character after a `{`; if unbalanced, uses the last brace. */
function closingBrace(text: string, at: number, last: number): number {
  let open = 0;
  for (let index = at; index <= last; index += 1) {
    if (text[index] === '}') {
      open -= 1;
      if (open === 0) return index;
    } else if (text[index] === '{') {
      open += 1;
      index += 1;
    }
  }
  return last;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
