/**
 * Placeholder domains: those of an earlier version of the set, the names that RFC 2606 reserves for examples, and the
 * usual spellings of "your domain".
 */
const PLACEHOLDER =
  /(?<![\w.-])(?:[a-z0-9-]+\.)*(?:your[-_]?[a-z0-9_-]*\.(?:com|cn|net|org|io|ai|dev)|(?:my|some)[-_]?domain\.(?:com|cn|net|org)|example\.(?:com|net|org)|[a-z0-9-]+\.example)(?![\w-])|<[a-z_ -]*(?:domain|host)[a-z_ -]*>/i;

/** `<host>` */
const SHORTEST = 6;

/** @returns the first placeholder in a text. Comment lines of files are ignored: no program reads them. */
export function placeholderIn(text: string): string | undefined {
  if (text.length < SHORTEST || !/your|example|domain|</i.test(text)) return undefined;
  const lines = text.includes('\n') ? text.split('\n').filter((line) => !/^\s*(#|\/\/)/.test(line)) : [text];
  for (const line of lines) {
    const found = PLACEHOLDER.exec(line);
    if (found) return found[0];
  }
  return undefined;
}
