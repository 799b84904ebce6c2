const LINE = /^\s*(#\s?)?(?:export\s+)?([A-Z][A-Z0-9_]*)=(.*)$/;

/**
 * Reads an example of an env file. What is commented out is documented, and has no value.
 * @returns the values by name; the last of several counts.
 */
export function envFacts(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, comment, name = '', value = ''] = LINE.exec(line) ?? [];
    if (name === '') continue;
    if (comment === undefined) found.set(name, unquoted(value));
    else if (!found.has(name)) found.set(name, '');
  }
  return found;
}

function unquoted(value: string): string {
  const [, quoted] = /^\s*(?:"([^"]*)"|'([^']*)')/.exec(value)?.filter((part) => part !== undefined) ?? [];
  return quoted ?? value.replace(/\s+#.*$/, '').trim();
}
