import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf, UsageError } from '../core/errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Length limits: Dify's form accepts 30 characters for INIT_PASSWORD, MinIO 20 for an access key. */
const LENGTHS: Readonly<Record<string, number>> = { INIT_PASSWORD: 20, S3_ACCESS_KEY: 20, S3_SECRET_KEY: 40 };

/** @returns a new value for every name. Only letters and digits, because some are used in URLs. */
export function generateSecrets(names: Iterable<string>): Record<string, string> {
  return Object.fromEntries([...names].map((name) => [name, randomText(LENGTHS[name] ?? 42)]));
}

/**
 * Reads the values from the user's own file.
 * @throws UsageError `SECRETS_UNREADABLE`, or `SECRETS_MISSING` with every name that has no value.
 */
export function readSecrets(file: string, names: Iterable<string>): Record<string, string> {
  const values = parseEnv(read(file));
  const missing = [...names].filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new UsageError({
      code: 'SECRETS_MISSING',
      message: `${file} has no value for ${missing.join(', ')}`,
      hint: `add them to ${file}`,
    });
  }
  if ((values.INIT_PASSWORD ?? '').length > LONGEST_INIT_PASSWORD) throw initPasswordTooLong(file);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));
}

/** Dify's form (`/console/api/init`) accepts no more, so a longer one could never be entered. */
const LONGEST_INIT_PASSWORD = 30;

const initPasswordTooLong = (file: string): UsageError =>
  new UsageError({
    code: 'INIT_PASSWORD_TOO_LONG',
    message: `INIT_PASSWORD in ${file} is longer than ${LONGEST_INIT_PASSWORD} characters`,
    likely: "Dify's form rejects it, so the console could never be set up",
    hint: `shorten it in ${file}`,
  });

/** A password that Dify accepts: at least 8 characters, a letter and a digit. */
export function generatePassword(): string {
  return `${randomText(18)}a1`;
}

export function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError({
      code: 'SECRETS_UNREADABLE',
      message: `can't read the secrets file ${file}`,
      likely: messageOf(error),
    });
  }
}
