import type { PartName } from '../../../core/config/index.ts';

/**
 * Variables for which an empty text is something else than none, because the program assumes something where there is none
 * (Dify 1.11.4: api/configs, web/Dockerfile; docker/.env.example). Parts, or `all`.
 */
const EMPTY_COUNTS = new Map<string, readonly PartName[] | 'all'>([
  // Without it the API asks updates.dify.ai at each page of the console; empty, it asks nobody.
  ['CHECK_UPDATE_URL', 'all'],
  ['MARKETPLACE_API_URL', 'all'],
  ['MARKETPLACE_URL', 'all'],
  ['TRIGGER_URL', 'all'],
  ['WEB_API_CORS_ALLOW_ORIGINS', 'all'],
  ['VECTOR_INDEX_NAME_PREFIX', 'all'],
  ['EDITION', 'all'],
  // The web image brings http://127.0.0.1:5001 of its own; empty means "the host of the page".
  ['CONSOLE_API_URL', ['web']],
  ['APP_API_URL', ['web']],
]);

/** @returns whether an empty variable and none at all are the same to the part. */
export function emptyIsAbsent(part: PartName, variable: string): boolean {
  const parts = EMPTY_COUNTS.get(variable);
  return parts === undefined || !(parts === 'all' || parts.includes(part));
}
