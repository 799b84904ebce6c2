import { differentSecrets, openValues, type SecretValue } from '../../facts/secrets/known-secrets.ts';
import { isCommon, isPublic } from '../../facts/secrets/public-values.ts';
import type { Rule } from '../../rule.ts';

export const secretWeak: Rule = {
  id: 'secret-weak',
  claims: ['SEC-4'],
  severity: 'recommended',
  title: 'No secret can be guessed',
  rationale:
    'A short SECRET_KEY can be found by trying: every visitor has a token that is signed with it, and can try at home. HS256 asks for at least 32 bytes.',
  remediation:
    'Make a value of your own: openssl rand -hex 24; for INIT_PASSWORD, of at most 30 characters, openssl rand -hex 12.',
  source: 'RFC 7518, 3.2 (key size for HS256); deployment description 10.2',
  *find(input) {
    for (const secret of differentSecrets(input)) {
      const why = secret.open || isPublic(secret.value) ? undefined : weakness(secret);
      if (!why) continue;
      yield {
        kind: 'finding',
        at: secret.at(),
        message: `${secret.key} ${why}`,
        cause: 'it was thought up, not made',
        remedy: `write a new one: openssl rand -hex ${secret.key === 'INIT_PASSWORD' ? 12 : 24}`,
      };
    }
    yield* openValues(input);
  },
};

/** Fewest characters: what signs tokens needs 32; who wants to try others has to ask a server each time. */
const SHORTEST = { SECRET_KEY: 32, others: 8 };

function weakness({ key, value }: SecretValue): string | undefined {
  if (isCommon(value)) return 'is among the first values that somebody tries';
  // An access key is the name of an account, and some servers give short ones.
  if (key.endsWith('ACCESS_KEY')) return undefined;
  const shortest = key === 'SECRET_KEY' ? SHORTEST.SECRET_KEY : SHORTEST.others;
  return value.length < shortest ? `has fewer than ${shortest} characters` : undefined;
}
