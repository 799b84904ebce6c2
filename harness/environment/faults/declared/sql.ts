import type { SqlFault } from '../../../core/model/fault.ts';
import { runInPod } from '../../probes/pod-program.ts';
import { STATEMENT } from './programs.ts';
import { deploymentNameOf, type FaultTarget } from './target.ts';

/** In a pod of the API, with its own settings. */
export async function runSql(target: FaultTarget, { sql, undo }: SqlFault): Promise<AsyncDisposable> {
  const run = (statement: string) =>
    runInPod<object>(
      target.kube,
      deploymentNameOf(target, 'api'),
      { name: 'statement.py', source: STATEMENT },
      { statement },
    );
  await run(sql);
  return {
    [Symbol.asyncDispose]: async () => {
      await run(undo);
    },
  };
}
