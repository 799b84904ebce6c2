import { type ConfiguredWorkload, workloadIn } from './parts.ts';
import type { InsideName } from './parts-schema.ts';
import type { Config } from './schema.ts';
import type { ExternalServerName } from './stand-ins.ts';

/** What Dify keeps data in. */
export const STORE_NAMES = ['postgres', 'redis', 'vectors', 's3'] as const satisfies readonly InsideName[];

export type StoreName = (typeof STORE_NAMES)[number];

type WithStores = Pick<Config, 'external' | 'inside' | 'vectorStore' | 'storage'>;

/** Where a store is. `none`: the set does not use it, or uses one that no stand-in can replace. */
export type StorePlace =
  | { readonly where: 'outside'; readonly server: ExternalServerName; readonly host: string; readonly port: number }
  | { readonly where: 'inside'; readonly workload: ConfiguredWorkload }
  | { readonly where: 'none'; readonly reason: string };

/** @returns where the store of a set is: a workload of the set comes before a server outside. */
export function storeOf(config: WithStores, store: StoreName): StorePlace {
  const inside = config.inside[store];
  if (inside) return { where: 'inside', workload: workloadIn(inside) };
  const server = serverFor(config, store);
  const address = server && config.external[server];
  if (server && address) return { where: 'outside', server, host: address.host, port: address.port };
  return { where: 'none', reason: reasonOf(config, store) };
}

/** @returns host and port of Redis as the set's pods reach it; undefined if the config names none. */
export function redisAddressOf(config: WithStores): string | undefined {
  const place = storeOf(config, 'redis');
  if (place.where === 'none') return undefined;
  if (place.where === 'outside') return `${place.host}:${place.port}`;
  const { name, service = name, port = 6379 } = place.workload;
  return `${service}:${port}`;
}

/** The value of `VECTOR_STORE`; Milvus where an older config names its address only. */
export const vectorStoreOf = ({ vectorStore, external }: WithStores): string | undefined =>
  vectorStore?.type ?? (external.milvus ? 'milvus' : undefined);

/** Where files are kept; S3 where an older config names its address only. */
export const storageOf = ({ storage, external, inside }: WithStores): 's3' | 'volume' | 'other' =>
  storage?.type ?? (external.s3 || inside.s3 ? 's3' : 'volume');

function serverFor(config: WithStores, store: StoreName): ExternalServerName | undefined {
  if (store !== 'vectors') return store;
  const type = vectorStoreOf(config);
  return type !== undefined && type in config.external ? (type as ExternalServerName) : undefined;
}

function reasonOf(config: WithStores, store: StoreName): string {
  if (store === 's3' && storageOf(config) === 'volume')
    return 'the set keeps files on a volume, not in an object store';
  if (store === 'vectors') {
    const type = vectorStoreOf(config);
    return type ? `there is no stand-in for the vector store ${type}` : 'the config names no vector store';
  }
  return `the config has neither external.${store} nor inside.${store}`;
}
