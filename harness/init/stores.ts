import { isIP } from 'node:net';
import type { UnderstoodStore } from '../inference/index.ts';
import type { LintInput } from '../lint/facts/input/input.ts';
import type { Draft, Gap, Hindrance, Piece } from './draft.ts';
import { settingsOf } from './settings.ts';
import { STAND_IN_IMAGES } from './shipped-images.ts';

type Stores = Pick<Draft, 'external' | 'standIns' | 'vectorStore' | 'storage'>;
type Server = keyof NonNullable<Draft['external']>;

/** Dify's own defaults (docker/.env.example). */
const PORTS: Readonly<Record<string, number>> = { postgres: 5432, redis: 6379, milvus: 19530, pgvector: 5432, s3: 443 };

/** @returns the servers outside the set, with the images that stand in for them. */
export function storesIn(input: LintInput): Piece<Stores> {
  const found = input.understood.stores.flatMap((store) => serverOf(input, store) ?? []);
  const external = Object.fromEntries(found.flatMap(({ name, entry }) => (entry ? [[name, entry]] : [])));
  const names = Object.keys(external);
  const standIns = Object.fromEntries(names.map((name) => [name, STAND_IN_IMAGES[name] ?? '']));
  return {
    value: { external, standIns, ...kindsOf(input) } as Stores,
    gaps: found.flatMap(({ gaps = [] }) => gaps),
    hindrances: found.flatMap(({ hindrances = [] }) => hindrances),
  };
}

interface Found {
  readonly name: string;
  readonly entry?: object;
  readonly gaps?: readonly Gap[];
  readonly hindrances?: readonly Hindrance[];
}

function serverOf(input: LintInput, store: UnderstoodStore): Found | undefined {
  if (store.where === 'inside' || store.where === 'volume') return undefined;
  const name = nameOf(input, store);
  if (name === undefined || STAND_IN_IMAGES[name] === undefined) return withoutStandIn(store);
  const host = store.host;
  const entry = { host: host ?? '', port: store.port ?? PORTS[name] ?? 0, ...detailsOf(input, name as Server) };
  if (host === undefined)
    return { name, entry, gaps: [{ key: `external.${name}.host`, question: `Host name of ${store.name}` }] };
  if (isIP(host) !== 0)
    return {
      name,
      hindrances: [
        {
          what: `${store.name} is addressed as ${host}: a stand-in can take the place of a name, not of an address`,
          remedy: 'give the server a name, in the set or with a Service of type ExternalName',
        },
      ],
    };
  return { name, entry };
}

/** The vector store decides by its type; of the others each use has one stand-in. */
function nameOf(input: LintInput, { use, name }: UnderstoodStore): string | undefined {
  if (use === 'database') return name === 'Postgres' ? 'postgres' : undefined;
  if (use === 'cache') return 'redis';
  if (use === 'files') return name === 'S3' ? 's3' : undefined;
  return settingsOf(input, 'api', 'worker')('VECTOR_STORE');
}

/** Files and vectors without a stand-in leave checks out; without a database Dify does not start. */
function withoutStandIn({ use, name }: UnderstoodStore): Found | undefined {
  if (use !== 'database') return undefined;
  return {
    name,
    hindrances: [
      {
        what: `the database is ${name}, for which this version has no stand-in`,
        remedy: 'use PostgreSQL, or run the database in the set',
      },
    ],
  };
}

function detailsOf(input: LintInput, name: Server): object {
  const api = settingsOf(input, 'api', 'worker');
  const daemon = settingsOf(input, 'plugin-daemon');
  if (name === 'postgres') {
    const databases = [api('DB_DATABASE') ?? 'dify', daemon('DB_DATABASE') ?? 'dify_plugin'];
    return { user: api('DB_USERNAME') ?? 'postgres', databases: [...new Set(databases)] };
  }
  if ((name as string) === 'pgvector')
    return { user: api('PGVECTOR_USER') ?? 'postgres', database: api('PGVECTOR_DATABASE') ?? 'postgres' };
  if (name !== 's3') return {};
  return { bucket: api('S3_BUCKET_NAME') ?? 'difyai', region: api('S3_REGION') ?? 'us-east-1' };
}

function kindsOf(input: LintInput): Pick<Draft, 'vectorStore' | 'storage'> {
  const api = settingsOf(input, 'api', 'worker');
  const files = input.understood.stores.find(({ use }) => use === 'files');
  const type = api('VECTOR_STORE');
  const storage = files?.where === 'volume' ? 'volume' : files?.name === 'S3' ? 's3' : 'other';
  return { ...(type === undefined ? {} : { vectorStore: { type } }), ...(files ? { storage: { type: storage } } : {}) };
}
