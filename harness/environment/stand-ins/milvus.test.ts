import { expect, test } from 'vitest';
import type { EngineOptions, StandInHost } from './host.ts';
import { milvus, standIn } from './milvus.ts';
import type { FaultMeans, StandInImage } from './types.ts';

const REAL = { tag: 'milvusdb/milvus:v2.6.3', source: 'registry' } as const;
const LITE = { tag: 'dify-e2e/milvus:1', source: 'packages' } as const;

async function started(image: StandInImage) {
  const runs: EngineOptions[] = [];
  const host = {
    run: async (options: EngineOptions) => {
      runs.push(options);
      return { getId: () => 'c' };
    },
    endpoint: (port: number) => ({ host: '127.0.0.1', port }),
  } as unknown as StandInHost;
  const { ledger } = await milvus({ image, port: 19530 }).start(host);
  return { options: runs[0], ledger };
}

test('Milvus itself runs standalone, with etcd and storage of its own', async () => {
  const { options, ledger } = await started(REAL);
  expect(options).toMatchObject({
    image: REAL.tag,
    command: ['milvus', 'run', 'standalone'],
    environment: { ETCD_USE_EMBED: 'true', COMMON_STORAGETYPE: 'local' },
  });
  const config = options?.environment?.ETCD_CONFIG_PATH ?? '';
  expect(options?.files?.[config]).toContain('listen-client-urls');
  expect(ledger.differences[0]).toMatch(/^Milvus standalone/);
});

test('the ledger says when milvus-lite stood in', async () => {
  const { options, ledger } = await started(LITE);
  expect(options?.command).toBeUndefined();
  expect(ledger.differences[0]).toMatch(/^milvus-lite/);
});

test.each([
  ['Milvus itself', REAL, 'sh', 'rm'],
  ['milvus-lite', LITE, 'python3', 'python3'],
])('%s gets full with programs that its image has, and empty again', async (_, image, fill, empty) => {
  const programs: (string | undefined)[] = [];
  const means = { source: image.source, exec: async ([program]: readonly string[]) => void programs.push(program) };
  await (await standIn.faults?.full?.(means as unknown as FaultMeans))?.[Symbol.asyncDispose]();
  expect(programs).toEqual([fill, empty]);
});
