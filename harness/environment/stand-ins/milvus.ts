import { externalOf } from '../../core/config/index.ts';
import type { Endpoint } from '../environment.ts';
import { ledgerEntry } from './ledger.ts';
import { milvusEngine } from './milvus-engines.ts';
import type { MakeFault, StandIn, StandInImage, StandInModule } from './types.ts';

export interface MilvusOptions {
  readonly image: StandInImage;
  readonly port: number;
}

const PROBE = 'dify_e2e_probe';

/** It can no longer write files, as if the disk were full. */
const full: MakeFault = async ({ source, exec }) => {
  const { fill, empty } = milvusEngine(source);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => exec(empty));
  await exec(fill);
  return undo.move();
};

export const standIn: StandInModule = {
  imageOf: ({ standIns }) => standIns.milvus,
  create: ({ config, image }) => milvus({ ...externalOf(config.external, 'milvus'), image }),
  faults: { full },
};

/** The Milvus API: of Milvus itself where a registry or an archive has it, otherwise of milvus-lite. */
export function milvus({ image, port }: MilvusOptions): StandIn {
  const { start, differences } = milvusEngine(image.source);
  return {
    name: 'milvus',
    ports: [port],
    async start(host) {
      const container = await host.run({ name: 'milvus', image: image.tag, ...start });
      const endpoint = host.endpoint(port);
      return {
        name: 'milvus',
        containerId: container.getId(),
        endpoint,
        ledger: ledgerEntry('milvus', image, differences),
        verify: () => verify(endpoint),
      };
    },
  };
}

async function verify(endpoint: Endpoint): Promise<string> {
  // Loaded on demand: the client takes half a second, and every worker of Playwright reads this file.
  const { DataType, MilvusClient } = await import('@zilliz/milvus2-sdk-node');
  const client = new MilvusClient({
    address: `${endpoint.host}:${endpoint.port}`,
    timeout: 10_000,
    maxRetries: 0,
    // The server rejects the client's default of a ping every 10 s.
    channelOptions: { 'grpc.keepalive_time_ms': 300_000 },
  });
  try {
    await client.connectPromise;
    await client.createCollection({
      collection_name: PROBE,
      fields: [
        { name: 'id', data_type: DataType.Int64, is_primary_key: true },
        { name: 'vector', data_type: DataType.FloatVector, dim: 4 },
      ],
      index_params: [{ field_name: 'vector', index_type: 'FLAT', metric_type: 'L2' }],
    });
    await client.insert({ collection_name: PROBE, data: [{ id: 7, vector: [0.1, 0.2, 0.3, 0.4] }] });
    await client.loadCollectionSync({ collection_name: PROBE });
    const found = await client.search({ collection_name: PROBE, data: [0.1, 0.2, 0.3, 0.4], limit: 1 });
    if (String(found.results[0]?.id) !== '7') throw new Error('data written to Milvus was not found again');
    await client.dropCollection({ collection_name: PROBE });
    return `Milvus ${(await client.getVersion()).version}`;
  } finally {
    await client.closeConnection();
  }
}
