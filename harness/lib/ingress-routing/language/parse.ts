import { type Characters, foldCase, NO_NEWLINE, only } from './characters.ts';
import { Cursor, PatternError } from './cursor.ts';
import { codeOf, readEscaped, readOneOf } from './one-of.ts';

/** A parsed regular expression. */
export type Expression =
  | { readonly kind: 'characters'; readonly set: Characters }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly what: Expression; readonly least: number; readonly most: number };

export interface Parsed {
  readonly expression: Expression;
  /** Number of capture groups. */
  readonly groups: number;
}

const MOST_REPEATS = 1000;

/**
 * Parses a pattern in the syntax that RE2 (Traefik) and PCRE (nginx) share.
 * @throws PatternError if it is invalid, or uses syntax that only one of the two supports.
 */
export function parsePattern(pattern: string, ignoreCase = false): Parsed {
  const reader = new Reader(new Cursor(pattern), ignoreCase);
  const expression = reader.choice();
  if (reader.cursor.more()) throw new PatternError('a ")" closes nothing', false);
  return { expression, groups: reader.groups };
}

class Reader {
  groups = 0;
  readonly cursor: Cursor;
  private ignoreCase: boolean;

  constructor(cursor: Cursor, ignoreCase: boolean) {
    this.cursor = cursor;
    this.ignoreCase = ignoreCase;
  }

  choice(): Expression {
    const parts = [this.sequence()];
    while (this.cursor.take('|')) parts.push(this.sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.cursor.more() && this.cursor.peek() !== '|' && this.cursor.peek() !== ')') parts.push(this.repeated());
    return { kind: 'sequence', parts };
  }

  private repeated(): Expression {
    const what = this.atom();
    const bounds = this.bounds();
    if (!bounds) return what;
    this.cursor.take('?');
    if (this.cursor.peek() === '+') throw new PatternError('a possessive repetition ("++") is not supported', true);
    if (this.cursor.peek() === '*') throw new PatternError('a repetition is repeated ("**")', false);
    return { kind: 'repeat', what, ...bounds };
  }

  private bounds(): { least: number; most: number } | undefined {
    if (this.cursor.take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.cursor.take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.cursor.take('?')) return { least: 0, most: 1 };
    const counted = this.cursor.peek() === '{' ? this.cursor.takeMatch(/^\{(\d+)(,(\d*))?\}/, 16) : undefined;
    if (!counted) return undefined;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] ? Number(counted[3]) : Number.POSITIVE_INFINITY;
    if (least > MOST_REPEATS || (most !== Number.POSITIVE_INFINITY && (most > MOST_REPEATS || most < least)))
      throw new PatternError(`the repetition ${counted[0]} is out of bounds`, false);
    return { least, most };
  }

  private atom(): Expression {
    const next = this.cursor.next();
    if (next === '(') return this.group();
    if (next === '[') return { kind: 'characters', set: readOneOf(this.cursor, this.ignoreCase) };
    if (next === '.') return this.characters(NO_NEWLINE);
    if (next === '^') return { kind: 'start' };
    if (next === '$') return { kind: 'end' };
    if (next === '\\') return this.escaped();
    if ('*+?'.includes(next)) throw new PatternError(`"${next}" repeats nothing`, false);
    return this.characters(only(codeOf(next)));
  }

  private characters(set: Characters): Expression {
    return { kind: 'characters', set: this.ignoreCase ? foldCase(set) : set };
  }

  private group(): Expression {
    const before = this.ignoreCase;
    const opening = this.opening();
    if (opening.endsWith(')')) return { kind: 'sequence', parts: [] };
    const inside = this.choice();
    if (!this.cursor.take(')')) throw new PatternError('a "(" is never closed', false);
    this.ignoreCase = before;
    return inside;
  }

  /** Reads what follows `(`: nothing, a name, flags, or a lookaround. */
  private opening(): string {
    const special = this.cursor.peek() === '?';
    const opening = special ? this.cursor.takeMatch(/^\?(P?<[A-Za-z_]\w*>|[a-zA-Z-]*[:)]|.|$)/, 64)?.[0] : '';
    if (!special || /^\?P?<[A-Za-z_]/.test(opening ?? '')) this.groups += 1;
    else if (/^\?[is]*(-[is]+)?[:)]$/.test(opening ?? '')) this.flags(opening ?? '');
    else throw new PatternError(`"(${opening}" is not supported`, true);
    return opening ?? '';
  }

  private flags(opening: string): void {
    const [on = '', off = ''] = opening.split('-');
    if (on.includes('i')) this.ignoreCase = true;
    if (off.includes('i')) this.ignoreCase = false;
  }

  private escaped(): Expression {
    if (this.cursor.take('A')) return { kind: 'start' };
    if (this.cursor.take('z')) return { kind: 'end' };
    return this.characters(readEscaped(this.cursor));
  }
}
