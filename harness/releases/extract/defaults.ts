import { createHash } from 'node:crypto';

const OPEN = /\$\{([A-Za-z_]\w*)(?::?-)?/g;

/**
 * @param known values that `.env` gives; Compose prefers them to the default after `:-`.
 * @returns the text as Compose would pass it with no other `.env` than the given one: `http://api:5001` for `${URL:-http://api:5001}`.
 */
export function withDefaults(text: string, known: ReadonlyMap<string, string> = new Map()): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('$$', at)) {
      result += '$';
      at += 2;
      continue;
    }
    const end = text.startsWith('${', at) ? closing(text, at) : -1;
    if (end < 0) {
      result += text[at];
      at += 1;
      continue;
    }
    result += resolved(text.slice(at + 2, end), known);
    at = end + 1;
  }
  return result;
}

function resolved(inside: string, known: ReadonlyMap<string, string>): string {
  const [, name = '', , fallback = ''] = /^(\w+)(:?-)?([\s\S]*)$/.exec(inside) ?? [];
  return known.get(name) || withDefaults(fallback, known);
}

/** @returns the offset of the brace that closes the one at `start + 1`; -1 if none does. Plain braces in a default count, too: `/e/{hook_id}`. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** @returns the names in `${…}`, also in defaults of others, each with its own default. */
export function interpolated(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(OPEN)) {
    const [, name = ''] = match;
    const end = closing(text, match.index);
    if (end >= 0 && !found.get(name)) found.set(name, withDefaults(text.slice(match.index, end + 1)));
  }
  return found;
}

const SENSITIVE = /(^|_)(KEY|KEYS|SECRET|PASSWORD|PASSWD|PWD|TOKEN|PASS|REDISCLI_AUTH)(_|$)/;
const PLAIN = /^(true|false|\d+|)$/i;

/** Public defaults of secrets are not repeated in this repository: a short hash tells whether one has changed. */
export function shownDefault(name: string, value: string): string {
  const inUrl = value.replace(/(:\/\/[^/@\s]*:)[^/@\s]+@/g, (_, before: string) => `${before}***@`);
  if (!SENSITIVE.test(name) || PLAIN.test(value) || /^\/|^https?:|_(AMOUNT|LENGTH|MINUTES|DAYS|SECONDS)$/.test(value)) {
    return inUrl;
  }
  return `public:${createHash('sha256').update(value).digest('hex').slice(0, 6)}`;
}
