/** Names in `$NAME` and `${NAME…}` of a shell script, without its own and the shell's. */
export function scriptReads(text: string): string[] {
  const code = text.replace(/^\s*#.*$/gm, '');
  const own = new Set([...code.matchAll(/^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)=/gm)].map(([, name]) => name));
  const read = [...code.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name);
  const selfFallback = [...code.matchAll(/([A-Z_][A-Z0-9_]*)=\$\{([A-Z_][A-Z0-9_]*)[:}-]/g)]
    .filter(([, name, source]) => name === source)
    .map(([, name]) => name);
  return [...new Set(read.filter((name) => !own.has(name) || selfFallback.includes(name)))].sort();
}

/** @returns the queues that a worker of the self-hosted edition consumes where nothing else is set. */
export function queuesIn(entrypoint: string): string[] {
  const lists = [...entrypoint.matchAll(/(?:="|:-)([a-z_]+(?:,[a-z_]+)+)/g)].map(([, list = '']) => list.split(','));
  return lists.findLast((list) => list.includes('dataset'))?.toSorted() ?? [];
}

/** @returns the values that an entrypoint compares MODE with; without one the image serves the API. */
export const modesIn = (entrypoint: string): string[] =>
  [
    ...new Set(['api', ...[...entrypoint.matchAll(/\$\{?MODE\}?"?\s*==?\s*"(\w+)"/g)].map(([, mode = '']) => mode)]),
  ].sort();

/** @returns the user of an image's last stage, as a number where the Dockerfile says which. */
export function userIn(dockerfile: string): string {
  const user = [...dockerfile.matchAll(/^USER\s+(\S+)/gm)].at(-1)?.[1];
  if (!user) return 'root';
  const uid = /\b(?:useradd|adduser)\b[^\n]*?-u\s+(\S+)/.exec(dockerfile)?.[1] ?? '';
  const argument = /^\$\{?(\w+)\}?$/.exec(uid)?.[1];
  const number = argument
    ? new RegExp(`^ARG\\s+${argument}=(\\d+)`, 'm').exec(dockerfile)?.[1]
    : /^\d+$/.exec(uid)?.[0];
  return number ?? user;
}

/** @returns the names that `ENV` sets in a Dockerfile: what the image itself gives to its process. */
export const imageEnv = (dockerfile: string): string[] =>
  [...dockerfile.matchAll(/^ENV\s+([A-Z][A-Z0-9_]*)[=\s]/gm)].map(([, name = '']) => name);
