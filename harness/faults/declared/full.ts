import { HarnessError } from '../../core/errors.ts';
import { command } from '../../exec/command.ts';
import { runInPod } from '../../probes/pod-program.ts';
import type { StandInName } from '../pause-stand-in.ts';
import { BUCKET_QUOTA } from './programs.ts';
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

/** Its data lie in memory of a bounded size: that much is given to it as it has taken already, and no more. */
async function fillMilvus({ environment }: FaultTarget): Promise<AsyncDisposable> {
  const { runId, tools } = environment;
  const container = `dify-e2e-${runId}-milvus`;
  const run = (argv: readonly string[]) =>
    command(tools.docker, ['exec', '--privileged', container, ...argv], { timeoutMs: 10_000 });
  const used = await run(['sh', '-c', 'df --output=used /data | tail -n 1']);
  await run(['mount', '-o', `remount,size=${Number(used.stdout.trim()) + 4}k`, '/data']);
  return {
    [Symbol.asyncDispose]: async () => {
      await run(['mount', '-o', 'remount,size=1g', '/data']);
    },
  };
}
