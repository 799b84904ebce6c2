import { withDefaults } from './defaults.ts';

/** @returns location → `service:port` of an nginx template; locations without an upstream are left out. */
export function routesIn(template: string, env: ReadonlyMap<string, string>): Record<string, string> {
  const code = template.replace(/#.*$/gm, '');
  const routes = [...code.matchAll(/location\s+(?:[=~^*]+\s+)?(\S+)\s*\{/g)].flatMap((match): [string, string][] => {
    const target = upstreamOf(blockAt(code, match.index + match[0].length), env);
    return target ? [[match[1] ?? '', target]] : [];
  });
  return Object.fromEntries(routes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @returns the text up to the brace that closes the block; `${NAME}` has braces of its own. */
function blockAt(code: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; end < code.length && depth > 0; end += 1) {
    if (code[end] === '{') depth += 1;
    if (code[end] === '}') depth -= 1;
  }
  return code.slice(start, end - 1);
}

function upstreamOf(body: string, env: ReadonlyMap<string, string>): string | undefined {
  const written = /proxy_pass\s+https?:\/\/([^;/\s]+)/.exec(body)?.[1];
  const variable = /^\$(\w+)$/.exec(written ?? '')?.[1];
  const value = variable ? new RegExp(`set\\s+\\$${variable}\\s+([^;]+);`).exec(body)?.[1] : written;
  return value && withDefaults(value.trim(), env);
}
