const ESCAPE = /\\(?:[abcfnrtv$"\\]|0\d{0,3})/g;

const CHARACTERS: Readonly<Record<string, string>> = {
  '\\a': '\x07',
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\v': '\v',
  '\\"': '"',
  '\\\\': '\\',
  // Not a variable: the template reads `$$` as `$`.
  '\\$': '$$',
};

const OCTAL = /^\\0([0-3][0-7]{2})$/;

/** @returns a text between double quotes with its escapes read, as compose-go does (dotenv/parser.go, expandEscapes). */
export function expandEscapes(text: string): string {
  return text.replaceAll(ESCAPE, (found) => {
    const octal = OCTAL.exec(found)?.[1];
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    // What is no octal number of three digits loses its zero there.
    return CHARACTERS[found] ?? found.replace('\\0', '\\');
  });
}
