import type { Endpoint } from '../environment.ts';
import { ledgerEntry } from './ledger.ts';
import { FILE_SIZE } from './programs.ts';
import type { MakeFault, StandIn, StandInImage, StandInModule } from './types.ts';

export interface MilvusOptions {
  readonly image: StandInImage;
  readonly port: number;
}

const PROBE = 'dify_e2e_probe';

/** The process can no longer write files, as if the disk were full. */
const full: MakeFault = async ({ exec }) => {
  const limit = (size: string) => exec(['python3', '-c', FILE_SIZE, 'milvus_lite', size]);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => limit('none'));
  await limit('0');
  return undo.move();
};

export const standIn: StandInModule = {
  imageOf: ({ standIns }) => standIns.milvus,
  create: ({ config, image }) => milvus({ ...config.external.milvus, image }),
  faults: { full },
};

/** The Milvus API, served by milvus-lite. */
export function milvus(options: MilvusOptions): StandIn {
  return {
    name: 'milvus',
    ports: [options.port],
    async start(host) {
      const container = await host.run({ name: 'milvus', image: options.image.tag, memory: { '/data': 'rw,size=1g' } });
      const endpoint = host.endpoint(options.port);
      return {
        name: 'milvus',
        containerId: container.getId(),
        endpoint,
        ledger: ledgerEntry('milvus', options.image, [
          'milvus-lite: the Milvus API on one process, not a cluster with etcd and message queue',
          'no authorization: user and password are ignored',
          'data in memory',
        ]),
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
