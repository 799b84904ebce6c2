import {
  type Characters,
  complement,
  ESCAPED_SETS,
  foldCase,
  NO_NEWLINE,
  only,
  POSIX_SETS,
  union,
} from './characters.ts';

/** A regular expression, read. */
export type Expression =
  | { readonly kind: 'characters'; readonly set: Characters }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly what: Expression; readonly least: number; readonly most: number };

export interface Parsed {
  readonly expression: Expression;
  /** Capture groups, from 1. */
  readonly groups: number;
}

/** Why a pattern can't be read. */
export class PatternError extends Error {
  /** `true`: it means something to a controller, but not here; `false`: no controller takes it. */
  readonly beyond: boolean;

  constructor(message: string, beyond: boolean) {
    super(message);
    this.beyond = beyond;
  }
}

const MOST_REPEATS = 1000;

/**
 * Reads a pattern in the syntax that RE2 (Traefik) and PCRE (nginx) share.
 * @throws PatternError for a wrong one, and for what only one of the two knows.
 */
export function parsePattern(pattern: string, ignoreCase = false): Parsed {
  const reader = new Reader([...pattern], ignoreCase);
  const expression = reader.choice();
  if (reader.more()) throw new PatternError('a ")" closes nothing', false);
  return { expression, groups: reader.groups };
}

class Reader {
  groups = 0;
  private at = 0;
  private readonly text: readonly string[];
  private ignoreCase: boolean;

  constructor(text: readonly string[], ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  more = (): boolean => this.at < this.text.length;

  choice(): Expression {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.more() && this.peek() !== '|' && this.peek() !== ')') parts.push(this.repeated());
    return { kind: 'sequence', parts };
  }

  private repeated(): Expression {
    const what = this.atom();
    const bounds = this.bounds();
    if (!bounds) return what;
    this.take('?');
    if (this.peek() === '+') throw new PatternError('a possessive repetition ("++") is not known here', true);
    if (this.peek() === '*') throw new PatternError('a repetition is repeated ("**")', false);
    return { kind: 'repeat', what, ...bounds };
  }

  private bounds(): { least: number; most: number } | undefined {
    if (this.take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.take('?')) return { least: 0, most: 1 };
    if (this.peek() !== '{') return undefined;
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.rest(16));
    if (!counted) return undefined;
    this.at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] ? Number(counted[3]) : Number.POSITIVE_INFINITY;
    if (least > MOST_REPEATS || (most !== Number.POSITIVE_INFINITY && (most > MOST_REPEATS || most < least)))
      throw new PatternError(`the repetition ${counted[0]} is out of bounds`, false);
    return { least, most };
  }

  private atom(): Expression {
    const next = this.next();
    if (next === '(') return this.group();
    if (next === '[') return this.characters(this.oneOf());
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
    const opening = this.peek() !== '?' ? undefined : /^\?(P?<[A-Za-z_]\w*>|[a-zA-Z-]*[:)]|.)/.exec(this.rest(64));
    if (!opening) this.groups += 1;
    else this.special(opening[0]);
    if (opening?.[0].endsWith(')')) return { kind: 'sequence', parts: [] };
    const inside = this.choice();
    if (!this.take(')')) throw new PatternError('a "(" is never closed', false);
    this.ignoreCase = before;
    return inside;
  }

  /** What stands after `(`: a name, flags, or something that looks around. */
  private special(opening: string): void {
    if (/^\?P?<[A-Za-z_]/.test(opening)) this.groups += 1;
    else if (/^\?[is]*(-[is]+)?[:)]$/.test(opening)) this.flags(opening);
    else throw new PatternError(`"(${opening}" is not known here`, true);
    this.at += opening.length;
  }

  private flags(opening: string): void {
    const [on = '', off = ''] = opening.split('-');
    if (on.includes('i')) this.ignoreCase = true;
    if (off.includes('i')) this.ignoreCase = false;
  }

  private escaped(): Expression {
    if (!this.more()) throw new PatternError('it ends with a backslash', false);
    const next = this.next();
    if (next === 'A') return { kind: 'start' };
    if (next === 'z') return { kind: 'end' };
    return this.characters(escapedSet(next));
  }

  private oneOf(): Characters {
    const negated = this.take('^');
    const sets: Characters[] = [];
    do sets.push(this.member());
    while (this.more() && this.peek() !== ']');
    if (!this.take(']')) throw new PatternError('a "[" is never closed', false);
    // Folded before it is turned round: [^a] without regard to case is neither "a" nor "A".
    const all = this.ignoreCase ? foldCase(union(...sets)) : union(...sets);
    return negated ? complement(all) : all;
  }

  private member(): Characters {
    const posix = this.peek() === '[' && /^\[:(\w+):\]/.exec(this.rest(16));
    if (posix) {
      this.at += posix[0].length;
      const set = POSIX_SETS.get(posix[1] ?? '');
      if (!set) throw new PatternError(`there is no class ${posix[0]}`, false);
      return set;
    }
    const from = this.bound();
    if (this.peek() !== '-' || this.text[this.at + 1] === ']' || this.at + 1 >= this.text.length) return from;
    this.at += 1;
    const [low, high] = [from[0]?.[0] ?? 0, this.bound()[0]?.[1] ?? 0];
    if (low > high) throw new PatternError('a range in "[…]" is the wrong way round', false);
    return [[low, high]];
  }

  private bound(): Characters {
    if (!this.more()) throw new PatternError('a "[" is never closed', false);
    const next = this.next();
    if (next !== '\\') return only(codeOf(next));
    if (!this.more()) throw new PatternError('it ends with a backslash', false);
    return escapedSet(this.next());
  }

  private peek = (): string | undefined => this.text[this.at];
  private rest = (length: number): string => this.text.slice(this.at, this.at + length).join('');

  private next(): string {
    const found = this.text[this.at] ?? '';
    this.at += 1;
    return found;
  }

  private take(wanted: string): boolean {
    if (this.text[this.at] !== wanted) return false;
    this.at += 1;
    return true;
  }
}

const codeOf = (text: string): number => text.codePointAt(0) ?? 0;

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['f', 12],
]);

function escapedSet(letter: string): Characters {
  const set = ESCAPED_SETS.get(letter);
  if (set) return set;
  const control = CONTROLS.get(letter);
  if (control !== undefined) return only(control);
  if (/[A-Za-z0-9]/.test(letter)) throw new PatternError(`"\\${letter}" is not known here`, true);
  return only(codeOf(letter));
}
