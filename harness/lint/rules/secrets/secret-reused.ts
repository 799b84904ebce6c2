import { type SecretValue, secretValues } from '../../facts/secrets/known-secrets.ts';
import { isSecretName } from '../../facts/secrets/names.ts';
import type { Rule } from '../../rule.ts';

/** Names of one secret in the API, in the service that shares it, and in Compose (contracts, 7.1). */
const SAME_SECRET: Readonly<Record<string, string>> = {
  SERVER_KEY: 'PLUGIN_DAEMON_KEY',
  DIFY_INNER_API_KEY: 'INNER_API_KEY_FOR_PLUGIN',
  PLUGIN_DIFY_INNER_API_KEY: 'INNER_API_KEY_FOR_PLUGIN',
  API_KEY: 'CODE_EXECUTION_API_KEY',
  SANDBOX_API_KEY: 'CODE_EXECUTION_API_KEY',
  PGPASSWORD: 'DB_PASSWORD',
  POSTGRES_PASSWORD: 'DB_PASSWORD',
  // Where vectors are in Dify's own Postgres, it is one account.
  PGVECTOR_PASSWORD: 'DB_PASSWORD',
};

export const secretReused: Rule = {
  id: 'secret-reused',
  claims: ['SEC-4'],
  severity: 'informational',
  title: 'Secrets for different purposes have different values',
  rationale:
    'Anyone who learns one has the other: a database password that is also the SECRET_KEY can be used to sign sessions.',
  remediation:
    'Give each its own value. This does not apply to pairs that must be equal (API and plugin daemon, API and sandbox).',
  source: 'Dify, docker/.env.example; deployment description 10.2',
  *find(input) {
    // The password within a broker URL is that of Redis; otherwise broker-password-differs reports it.
    const whole = secretValues(input).filter(({ key }) => isSecretName(key));
    for (const group of Map.groupBy(whole, namespaceAndValue).values()) {
      const purposes = new Map(group.map((secret) => [purposeOf(secret), secret]));
      const [first, second] = purposes.values();
      if (!first || !second) continue;
      yield {
        kind: 'finding',
        at: second.at(),
        message: `${[...purposes.values()].map(({ key }) => key).join(' and ')} have the same value`,
        cause: 'one value was generated and used for all, or the wrong name was filled in',
        remedy: `give ${second.key} its own value`,
        related: [{ at: first.at(), message: 'the same value' }],
      };
    }
  },
};

const purposeOf = ({ key }: SecretValue): string => SAME_SECRET[key] ?? key;

const namespaceAndValue = ({ source, value }: SecretValue): string =>
  `${source.entry.object.metadata.namespace ?? ''}\0${value}`;
