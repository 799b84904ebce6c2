import { whyNobodyReads } from '../../facts/environment/unread-places.ts';
import { differentSecrets, openValues, type SecretValue } from '../../facts/secrets/known-secrets.ts';
import { originOf, renewal } from '../../facts/secrets/origin.ts';
import { isCommon, isPublic } from '../../facts/secrets/public-values.ts';
import type { Rule } from '../../rule.ts';

export const secretWeak: Rule = {
  id: 'secret-weak',
  claims: ['SEC-4'],
  severity: 'recommended',
  title: 'No secret can be guessed',
  rationale:
    'A short SECRET_KEY can be brute-forced offline, because every visitor has a token signed with it. HS256 requires at least 32 bytes.',
  remediation:
    'Generate a value: openssl rand -hex 24, or for INIT_PASSWORD (at most 30 characters) openssl rand -hex 12. The password of a store is changed on its server first.',
  source: 'RFC 7518, 3.2 (key size for HS256); deployment description 10.2',
  together: 'object',
  *find(input) {
    for (const secret of differentSecrets(input)) {
      const why = secret.open || isPublic(secret.value) ? undefined : weakness(secret);
      if (!why || whyNobodyReads(input, secret.at().object, secret.at().field) !== undefined) continue;
      yield {
        kind: 'finding',
        at: secret.at(),
        message: `${secret.key} ${why}`,
        cause: 'it was made up instead of generated',
        remedy: renewal(secret.key, secret.inUrl),
      };
    }
    yield* openValues(input);
  },
};

/** Minimum length: a signing key can be brute-forced offline and needs 32; for the others each attempt needs a server. */
const SHORTEST = { SECRET_KEY: 32, others: 8 };

function weakness({ key, value, inUrl }: SecretValue): string | undefined {
  // Nobody guesses what a provider issued: if it is short, it is short there.
  if (originOf(key, inUrl) === 'issued') return undefined;
  if (isCommon(value)) return 'is among the first values that attackers try';
  // An access key is only an account name, and some servers issue short ones.
  if (key.endsWith('ACCESS_KEY')) return undefined;
  const shortest = key === 'SECRET_KEY' ? SHORTEST.SECRET_KEY : SHORTEST.others;
  return value.length < shortest ? `has fewer than ${shortest} characters` : undefined;
}
