import type { LintInput } from '../../facts/input/input.ts';
import { exposuresOf } from '../../facts/secrets/exposures.ts';
import { differentSecrets, openValues } from '../../facts/secrets/known-secrets.ts';
import { passwordInUrl } from '../../facts/secrets/names.ts';
import { isPublic } from '../../facts/secrets/public-values.ts';
import type { Place, Rule } from '../../rule.ts';

export const secretWellKnown: Rule = {
  id: 'secret-well-known',
  claims: ['SEC-4'],
  severity: 'mandatory',
  title: 'No secret has a value that is published with Dify or is a placeholder',
  rationale:
    'The keys in Dify’s .env.example are on the internet. With its SECRET_KEY anyone can sign a session for any account; with its sandbox key anyone on the network can run code. Nothing fails, so no one notices.',
  remediation: 'Generate a value: openssl rand -hex 24.',
  source: 'Deployment description 10.2 (added); Dify, docker/.env.example',
  *find(input) {
    for (const { name, at } of publicOnes(input)) {
      yield {
        kind: 'finding',
        at,
        message: `${name} has a publicly known value`,
        cause: 'it was copied from Dify’s .env.example or from an example, and never replaced',
        remedy: 'generate a value (openssl rand -hex 24) and use it on both sides',
      };
    }
    yield* openValues(input);
  },
};

function publicOnes(input: LintInput): { readonly name: string; readonly at: Place }[] {
  return [
    ...differentSecrets(input).flatMap(({ key, value, at }) => (isPublic(value) ? [{ name: key, at: at() }] : [])),
    ...exposuresOf(input).flatMap(({ name, value, at }) =>
      isPublic(passwordInUrl(value) ?? value) ? [{ name, at }] : [],
    ),
  ];
}
