/** A directive: `proxy_pass http://api:5001;`, or with a block: `location /api { … }`. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Undefined for a directive that ends with `;`. */
  readonly block: readonly Directive[] | undefined;
}

interface Token {
  readonly text: string;
  readonly line: number;
  /** A `{`, `}` or `;` that is none of a word. */
  readonly isMark: boolean;
}

/** Words end at space and marks; quotes keep both; `${…}` belongs to a word (nginx, "Configuration File's Structure"). */
const TOKEN =
  /\s+|#[^\n]*|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[{};]|(?:\$\{[^}\n]*\}|\\[\s\S]|[^\s{};"'#\\])(?:\$\{[^}\n]*\}|\\[\s\S]|[^\s{};\\])*/g;

function tokensOf(text: string): Token[] {
  let line = 1;
  return [...text.matchAll(TOKEN)].flatMap(([found]) => {
    const at = line;
    line += found.split('\n').length - 1;
    if (/^(\s|#)/.test(found)) return [];
    const quoted = /^(["'])([\s\S]*)\1$/.exec(found);
    return [{ text: quoted ? (quoted[2] ?? '') : found, line: at, isMark: !quoted && /^[{};]$/.test(found) }];
  });
}

/**
 * @returns the directives of a file, as far as it can be read: a block that never ends ends with the file, and a `}` too many
 *   is skipped.
 */
export function parseNginx(text: string): Directive[] {
  const tokens = tokensOf(text);
  let next = 0;
  const block = (isOuter: boolean): Directive[] => {
    const directives: Directive[] = [];
    let words: Token[] = [];
    for (; next < tokens.length; next += 1) {
      const token = tokens[next];
      if (!token) break;
      if (!token.isMark) words.push(token);
      else if (token.text === '}') {
        if (!isOuter) break;
        words = [];
      } else {
        next += token.text === '{' ? 1 : 0;
        const inner = token.text === '{' ? block(false) : undefined;
        const [first, ...args] = words;
        if (first)
          directives.push({ name: first.text, args: args.map((arg) => arg.text), line: first.line, block: inner });
        words = [];
      }
    }
    return directives;
  };
  return block(true);
}
