import { WITH_DATABASE, whole } from '../../facts/environment/external.ts';
import { judgeFacts } from '../../facts/environment/judge-facts.ts';
import type { Rule } from '../../rule.ts';

export const postgresAddress: Rule = {
  id: 'postgres-address',
  claims: ['EXT-1', 'ENV-2'],
  severity: 'mandatory',
  title:
    'API, worker and plugin daemon use the PostgreSQL server, port, user and database that Compose and the config name',
  rationale:
    'Up to Dify 1.12, the API starts even if it cannot reach a database, and every page fails. A wrong database name is worse: the plugin daemon creates that database, and the plugins of the old deployment are gone.',
  remediation:
    'Use the values of external.postgres; the first database belongs to API and worker, the second to the plugin daemon.',
  source: 'Deployment description 10.3; Dify, api/configs/middleware, dify-plugin-daemon',
  needs: 'config',
  *find(input) {
    const server = input.expected.external?.postgres;
    if (!server) return;
    const { host, port, user, databases } = server;
    const [first = '', second = first] = databases;
    yield* judgeFacts(input, [
      whole('DB_HOST', WITH_DATABASE, 'external.postgres.host', host),
      whole('DB_PORT', WITH_DATABASE, 'external.postgres.port', String(port)),
      whole('DB_USERNAME', WITH_DATABASE, 'external.postgres.user', user),
      {
        ...whole('DB_DATABASE', WITH_DATABASE, 'external.postgres.databases', first),
        promised: (part) => (part === 'plugin-daemon' ? second : first),
      },
    ]);
  },
};
