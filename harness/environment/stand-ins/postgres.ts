import { Client } from 'pg';
import { externalOf } from '../../core/config/index.ts';
import type { Endpoint } from '../environment.ts';
import { ledgerEntry } from './ledger.ts';
import type { StandIn, StandInImage, StandInModule } from './types.ts';

export interface PostgresOptions {
  readonly name?: 'postgres' | 'pgvector';
  readonly image: StandInImage;
  readonly user: string;
  readonly password: string;
  readonly databases: readonly string[];
  readonly port: number;
}

export const standIn: StandInModule = {
  imageOf: ({ standIns }) => standIns.postgres,
  create: ({ config, image, secret }) =>
    postgres({ ...externalOf(config.external, 'postgres'), image, password: secret('DB_PASSWORD') }),
};

/** PostgreSQL with the deployment's databases; its data is in memory. */
export function postgres(options: PostgresOptions): StandIn {
  const { name = 'postgres' } = options;
  return {
    name,
    ports: [options.port],
    async start(host) {
      const container = await host.run({
        name,
        image: options.image.tag,
        environment: {
          POSTGRES_USER: options.user,
          POSTGRES_PASSWORD: options.password,
          POSTGRES_DB: 'postgres',
          PGPORT: String(options.port),
        },
        memory: { '/var/lib/postgresql/data': 'rw,size=1g' },
      });
      const endpoint = host.endpoint(options.port);
      return {
        name,
        containerId: container.getId(),
        endpoint,
        ledger: ledgerEntry(name, options.image, [
          'one server without replication',
          'no TLS',
          'data in memory, fsync off',
        ]),
        verify: () => verify(endpoint, options),
      };
    },
  };
}

async function verify(endpoint: Endpoint, options: PostgresOptions): Promise<string> {
  for (const database of options.databases) await createDatabase(endpoint, options, database);
  return withClient(endpoint, options, options.databases[0] ?? 'postgres', async (client) => {
    await client.query('CREATE TEMPORARY TABLE probe (value integer)');
    await client.query('INSERT INTO probe VALUES ($1)', [42]);
    const { rows } = await client.query<{ value: number }>('SELECT value FROM probe');
    if (rows[0]?.value !== 42) throw new Error('data written to Postgres could not be read back');
    if (options.name === 'pgvector') return `PostgreSQL with pgvector ${await extensionVersion(client)}`;
    const version = await client.query<{ server_version: string }>('SHOW server_version');
    return `PostgreSQL ${version.rows[0]?.server_version ?? '(version unknown)'}`;
  });
}

/** What Dify does at the first document, index included; nothing of it stays. */
async function extensionVersion(client: Client): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS vector');
    await client.query('CREATE TEMPORARY TABLE vectors (embedding vector(2))');
    await client.query('CREATE INDEX ON vectors USING hnsw (embedding vector_cosine_ops)');
    const { rows } = await client.query<{ extversion: string }>(
      "SELECT extversion FROM pg_extension WHERE extname = 'vector'",
    );
    return rows[0]?.extversion ?? '(version unknown)';
  } finally {
    await client.query('ROLLBACK');
  }
}

async function createDatabase(endpoint: Endpoint, options: PostgresOptions, database: string): Promise<void> {
  await withClient(endpoint, options, 'postgres', async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  });
}

async function withClient<T>(
  endpoint: Endpoint,
  options: PostgresOptions,
  database: string,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    ...endpoint,
    user: options.user,
    password: options.password,
    database,
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => undefined); // a broken connection shows in the pending query
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
