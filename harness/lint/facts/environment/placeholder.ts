/**
 * Domains that stand for another one: what the earlier version of the set had, the names that RFC 2606 reserves for examples,
 * and the usual ways to write "yours".
 */
const PLACEHOLDER =
  /(?<![\w.-])(?:[a-z0-9-]+\.)*(?:your[-_]?[a-z0-9_-]*\.(?:com|cn|net|org|io|ai|dev)|(?:my|some)[-_]?domain\.(?:com|cn|net|org)|example\.(?:com|net|org)|[a-z0-9-]+\.example)(?![\w-])|<[a-z_ -]*(?:domain|host)[a-z_ -]*>/i;

/** `<host>` */
const SHORTEST = 6;

/** @returns the first placeholder of a text. Comments of a file within a ConfigMap tell people something, and no program. */
export function placeholderIn(text: string): string | undefined {
  if (text.length < SHORTEST || !/your|example|domain|</i.test(text)) return undefined;
  const lines = text.includes('\n') ? text.split('\n').filter((line) => !/^\s*(#|\/\/)/.test(line)) : [text];
  for (const line of lines) {
    const found = PLACEHOLDER.exec(line);
    if (found) return found[0];
  }
  return undefined;
}
