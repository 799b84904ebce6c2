import { registerSecrets } from '../../../core/redact.ts';
import { isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { exposuresOf } from './exposures.ts';
import { secretValues } from './known-secrets.ts';
import { givesNothingAway, isSecretName, passwordInUrl } from './names.ts';
import { isCommon, isPublic } from './public-values.ts';

/**
 * Registers all secrets found in the files (in Secrets, exposed elsewhere, or in Compose) for redaction. Well-known
 * values stay printable: masking every "postgres" or "dify-sandbox" would garble all output.
 */
export function registerWrittenSecrets(input: LintInput): void {
  const values = [
    ...secretValues(input).map(({ value }) => value),
    ...exposuresOf(input).map(({ value }) => passwordInUrl(value) ?? value),
    ...composeSecrets(input),
  ];
  registerSecrets(values.filter((value) => !isSymbolic(value) && !isPublic(value) && !isCommon(value)));
}

function* composeSecrets({ compose }: LintInput): Generator<string> {
  for (const { environment } of compose?.services.values() ?? []) {
    for (const { name, value = '' } of environment.values()) {
      const secret = passwordInUrl(value) ?? (isSecretName(name) && !givesNothingAway(value) ? value : undefined);
      if (secret) yield secret;
    }
  }
}
