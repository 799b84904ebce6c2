const FIELD = /^ {4}([A-Z][A-Z0-9_]*)\s*:\s*[^=\n(]*?(?:\[[\s\S]*?\][^=\n]*?)?=\s*/gm;

/**
 * Reads classes of pydantic settings.
 * @returns the default by name of the variable: as text, `''` where there is none or where it is computed. An alias is a name too.
 */
export function settingsFacts(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(FIELD)) {
    const [, name = ''] = match;
    const expression = expressionAt(text, match.index + match[0].length);
    const isField = /^Field\s*\(/.test(expression);
    const fallback = isField ? argument(expression, 'default') : expression;
    for (const each of [name, ...aliasesIn(expression)]) found.set(each, literal(fallback));
  }
  return found;
}

const aliasesIn = (expression: string): string[] =>
  [...(argument(expression, 'validation_alias') ?? '').matchAll(/["']([A-Z][A-Z0-9_]*)["']/g)].map(
    ([, name]) => name ?? '',
  );

/** @returns the expression that starts there, to the end of its line or of its last bracket. */
function expressionAt(text: string, start: number): string {
  let end = start;
  for (const { at, depth } of walk(text, start)) {
    end = at;
    if (depth === 0 && text[at] === '\n') break;
  }
  return text.slice(start, end).trim();
}

/** @returns the argument of a call by its name. */
function argument(call: string, name: string): string | undefined {
  const start = new RegExp(`[(,]\\s*${name}\\s*=(?!=)\\s*`).exec(call);
  if (!start) return undefined;
  const from = start.index + start[0].length;
  for (const { at, depth } of walk(call, from)) {
    if ((depth === 0 && call[at] === ',') || depth < 0) return call.slice(from, at).trim();
  }
  return call.slice(from).trim();
}

/** Each character outside of strings and comments, with the depth of brackets after it. */
function* walk(text: string, start: number): Generator<{ readonly at: number; readonly depth: number }> {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"' || char === "'") {
      const mark = text.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      at = endOfString(text, at + mark.length, mark);
      continue;
    }
    if (char === '#') {
      const line = text.indexOf('\n', at);
      at = line < 0 ? text.length : line;
    }
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (at < text.length) yield { at, depth };
  }
}

function endOfString(text: string, start: number, mark: string): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(mark, at)) return at + mark.length - 1;
  }
  return text.length;
}

/** @returns a Python literal as an env file would have it; `''` for None and for what is computed. */
function literal(expression: string | undefined): string {
  const text = (expression ?? '').trim().replace(/^cast\([^,]*,\s*([\s\S]*)\)$/, '$1');
  if (/^(True|False)$/.test(text)) return text.toLowerCase();
  if (/^-?[\d_]+(\.\d+)?$/.test(text)) return text.replaceAll('_', '');
  if (/^[\d_\s*+]+$/.test(text)) return String(computed(text));
  const parts = [...text.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/g)];
  const rest = text.replace(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g, '').replace(/[\s()]/g, '');
  return rest === '' ? parts.map(([, double, single]) => double ?? single ?? '').join('') : '';
}

/** Sums of products: `50 * 1024 * 1024`. */
const computed = (text: string): number =>
  text
    .split('+')
    .map((product) => product.split('*').reduce((result, factor) => result * Number(factor.replaceAll('_', '')), 1))
    .reduce((sum, value) => sum + value, 0);
