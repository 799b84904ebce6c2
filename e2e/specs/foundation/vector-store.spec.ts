import { callers, elsewhere } from '../../clients/cluster/promised-address.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
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

interface Reached {
  readonly store: string;
  readonly host: string | null;
  readonly port: number | null;
  readonly reached: boolean;
  readonly reason: string;
}

test(
  'API and worker can open a connection to a vector store that the harness has no client for',
  check({
    ...observe,
    id: 'vector-store-listens',
    claims: ['EXT-3'],
    severity: 'recommended',
    needs: ['dify-api'],
    requires: ['api', 'vectors:other'],
    faults: { none: 'the fixture set has a vector store that the harness has a client for' },
    remediation: 'Compare the address of the vector store in the ConfigMap with its Service or server.',
  }),
  async ({ env, inPod, note }) => {
    const problems: string[] = [];
    const all = await Promise.all(
      callers(env.config).map(async (part) => ({ part, ...(await inPod<Reached>(part, 'reach_vector_store.py')) })),
    );
    for (const { part, store, host, port, reached, reason } of all) {
      if (!host) note(`${part}: it is not known where ${store} has its address`);
      else if (reached) note(`${part}: ${store} accepts connections at ${host}:${port}`);
      else problems.push(`${part}: ${store} at ${host}:${port} can't be reached: ${reason}`);
    }
    expectNone(problems);
    inconclusive(`the harness has no client for ${all[0]?.store}: that vectors are stored and found is not proven`);
  },
);
