import { HarnessError } from '../../../core/errors.ts';
import { execIn } from '../../engine/index.ts';
import { runInPod } from '../../probes/pod-program.ts';
import type { StandInName } from '../pause-stand-in.ts';
import { BUCKET_QUOTA, FILE_SIZE } from './programs.ts';
import { deploymentNameOf, type FaultTarget } from './target.ts';

/** Reads go on, nothing more is taken. @throws HarnessError `FAULT_UNKNOWN` for an engine that can't be filled. */
export function fillStandIn(target: FaultTarget, name: StandInName): Promise<AsyncDisposable> {
  if (name === 's3') return fillBucket(target);
  if (name === 'milvus') return fillMilvus(target);
  throw new HarnessError({ code: 'FAULT_UNKNOWN', message: `${name} can't be filled` });
}

/** The bucket's quota, as whoever pays for it sets it: MinIO refuses every object that is not smaller. */
async function fillBucket(target: FaultTarget): Promise<AsyncDisposable> {
  const limit = (bytes: number) =>
    runInPod<object>(
      target.kube,
      deploymentNameOf(target, 'api'),
      { name: 'bucket_quota.py', source: BUCKET_QUOTA },
      { bytes },
    );
  await limit(1);
  return {
    [Symbol.asyncDispose]: async () => {
      await limit(0);
    },
  };
}

/** Its process may write no file any more: a full disk, as a program sees it. */
async function fillMilvus({ environment }: FaultTarget): Promise<AsyncDisposable> {
  const { runId } = environment;
  const limit = (size: string) =>
    execIn(`dify-e2e-${runId}-milvus`, ['python3', '-c', FILE_SIZE, 'milvus_lite', size], { timeoutMs: 20_000 });
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => {
    await limit('none');
  });
  await limit('0');
  return undo.move();
}
