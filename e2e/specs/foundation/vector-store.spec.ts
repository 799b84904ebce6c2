import { callers, elsewhere } from '../../clients/cluster/promised-address.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const observe = {
  severity: 'mandatory',
  effect: 'observe',
  dependsOn: ['deployments-ready', 'outside-names-end-at-stand-ins', 'service-ports'],
} as const;

test(
  'API and worker can reach Milvus with their own settings, at the promised address',
  check({
    ...observe,
    id: 'milvus-reached',
    claims: ['EXT-3'],
    needs: ['milvus', 'dify-api'],
    requires: ['api', 'vectors:milvus'],
    faults: [{ kind: 'stand-in-paused', standIn: 'milvus' }],
    remediation: 'Compare MILVUS_URI, MILVUS_USER and MILVUS_DATABASE with the server; VECTOR_STORE must be milvus.',
  }),
  async ({ env, inPod, note }) => {
    const server = env.config.external.milvus;
    const promised = server && [server.host, server.port];
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const { uri, version } = await inPod<{ uri: string; version: string }>(part, 'milvus.py');
      note(`${part}: Milvus ${version}`);
      problems.push(...elsewhere(`${part}: Milvus`, [new URL(uri).host], promised));
    }
    expectNone(problems);
  },
);

interface PgVector {
  readonly address: readonly [host: string, port: number, database: string, user: string];
  readonly version: string | null;
}

test(
  'API and worker can log in to pgvector with their own settings, at the promised address',
  check({
    ...observe,
    id: 'pgvector-reached',
    claims: ['EXT-3'],
    needs: ['pgvector', 'dify-api'],
    requires: ['api', 'vectors:pgvector'],
    faults: [{ kind: 'environment', part: 'worker', set: { PGVECTOR_USER: 'nobody' } }],
    remediation:
      "Compare PGVECTOR_HOST, PGVECTOR_PORT, PGVECTOR_USER, PGVECTOR_DATABASE and the Secret's PGVECTOR_PASSWORD with the server; VECTOR_STORE must be pgvector.",
  }),
  async ({ env, inPod, note }) => {
    const server = env.config.external.pgvector;
    const promised = server && [server.host, server.port, server.database, server.user];
    const problems: string[] = [];
    for (const part of callers(env.config)) {
      const { address, version } = await inPod<PgVector>(part, 'pgvector.py');
      note(
        `${part}: ${address[3]} in database ${address[2]}, ${version ? `pgvector ${version}` : 'extension not made yet'}`,
      );
      problems.push(...elsewhere(`${part}: pgvector`, address, promised));
    }
    expectNone(problems);
  },
);
