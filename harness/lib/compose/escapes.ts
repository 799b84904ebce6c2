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
  // Not a variable: the template turns `$$` into `$`.
  '\\$': '$$',
};

const OCTAL = /^\\0([0-3][0-7]{2})$/;

/** @returns double-quoted text with its escapes expanded like compose-go (dotenv/parser.go, expandEscapes). */
export function expandEscapes(text: string): string {
  return text.replaceAll(ESCAPE, (found) => {
    const octal = OCTAL.exec(found)?.[1];
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    // compose-go drops the zero of anything that is not a three-digit octal number.
    return CHARACTERS[found] ?? found.replace('\\0', '\\');
  });
}
