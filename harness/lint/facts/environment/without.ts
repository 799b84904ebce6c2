import type { PartName } from '../../../core/config/index.ts';

/**
 * Variables for which empty differs from unset, because the program has a default for the latter (Dify 1.11.4:
 * api/configs, web/Dockerfile; docker/.env.example). Parts, or `all`.
 */
const EMPTY_COUNTS = new Map<string, readonly PartName[] | 'all'>([
  // Unset, the API queries updates.dify.ai for each console page; empty, it queries nothing.
  ['CHECK_UPDATE_URL', 'all'],
  ['MARKETPLACE_API_URL', 'all'],
  ['MARKETPLACE_URL', 'all'],
  ['TRIGGER_URL', 'all'],
  ['WEB_API_CORS_ALLOW_ORIGINS', 'all'],
  ['VECTOR_INDEX_NAME_PREFIX', 'all'],
  ['EDITION', 'all'],
  // The web image defaults to http://127.0.0.1:5001; empty means "the host of the page".
  ['CONSOLE_API_URL', ['web']],
  ['APP_API_URL', ['web']],
]);

/** @returns whether empty and unset are the same to the part. */
export function emptyIsAbsent(part: PartName, variable: string): boolean {
  const parts = EMPTY_COUNTS.get(variable);
  return parts === undefined || !(parts === 'all' || parts.includes(part));
}
