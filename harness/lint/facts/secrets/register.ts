import { registerSecrets } from '../../../core/redact.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { exposuresOf } from './exposures.ts';
import { secretValues } from './known-secrets.ts';
import { givesNothingAway, isSecretName, passwordsInUrls } from './names.ts';
import { isCommon, isPublic } from './public-values.ts';

/**
 * Registers all secrets found in the files for redaction of what a run captures. Well-known values stay printable: masking
 * every "postgres" or "dify-sandbox" would garble all output.
 */
export function registerWrittenSecrets(input: LintInput): void {
  registerSecrets([...writtenSecrets(input)].filter((value) => !isPublic(value) && !isCommon(value)));
}

/** @returns every secret written in the files: in Secrets, exposed elsewhere, or in Compose; none that is filled in later. */
export function writtenSecrets(input: LintInput): ReadonlySet<string> {
  const values = [
    ...secretValues(input).map(({ value }) => value),
    ...exposuresOf(input).flatMap(({ value }) => orPasswords(value)),
    ...composeSecrets(input),
  ];
  return new Set(values.filter((value) => !isSymbolic(value)));
}

/** A URL is not secret itself: only the passwords in it are. */
function orPasswords(value: string): string[] {
  const passwords = passwordsInUrls(value);
  return passwords.length > 0 ? passwords : [value];
}

function* composeSecrets({ compose }: LintInput): Generator<string> {
  for (const { environment } of compose?.services.values() ?? []) {
    for (const { name, value = '' } of environment.values()) {
      const passwords = passwordsInUrls(value);
      if (passwords.length > 0) yield* passwords;
      else if (isSecretName(name) && !givesNothingAway(value)) yield value;
    }
  }
}
