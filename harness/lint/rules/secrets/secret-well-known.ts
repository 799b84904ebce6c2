import { whyNobodyReads } from '../../facts/environment/unread-places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { exposuresOf } from '../../facts/secrets/exposures.ts';
import { differentSecrets, openValues } from '../../facts/secrets/known-secrets.ts';
import { passwordInUrl } from '../../facts/secrets/names.ts';
import { renewal } from '../../facts/secrets/origin.ts';
import { isPublic } from '../../facts/secrets/public-values.ts';
import type { Place, Rule } from '../../rule.ts';

export const secretWellKnown: Rule = {
  id: 'secret-well-known',
  claims: ['SEC-4'],
  severity: 'mandatory',
  title: 'No secret has a value that is published with Dify or is a placeholder',
  rationale:
    'The keys in Dify’s .env.example are on the internet. With its SECRET_KEY anyone can sign a session for any account; with its sandbox key anyone on the network can run code. Nothing fails, so no one notices.',
  remediation:
    'Generate a value for Dify’s own keys (openssl rand -hex 24), change the password of a store on its server, and have the key of a provider issued anew.',
  source: 'Deployment description 10.2 (added); Dify, docker/.env.example',
  together: 'object',
  *find(input) {
    for (const { name, at, inUrl } of publicOnes(input)) {
      if (whyNobodyReads(input, at.object, at.field) !== undefined) continue;
      yield {
        kind: 'finding',
        at,
        message: `${name} has a publicly known value`,
        cause: 'it was copied from Dify’s .env.example or from an example, and never replaced',
        remedy: renewal(name, inUrl),
      };
    }
    yield* openValues(input);
  },
};

interface PublicOne {
  readonly name: string;
  readonly at: Place;
  readonly inUrl: boolean;
}

function publicOnes(input: LintInput): PublicOne[] {
  const inSecrets = differentSecrets(input).filter(({ value }) => isPublic(value));
  const exposed = exposuresOf(input).filter(({ value }) => isPublic(passwordInUrl(value) ?? value));
  return [
    ...inSecrets.map(({ key: name, at, inUrl }) => ({ name, at: at(), inUrl })),
    ...exposed.map(({ name, at, by }) => ({ name, at, inUrl: by === 'url' })),
  ];
}
