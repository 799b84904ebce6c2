import { command } from '../../provision/exec/command.ts';

/** The engines that stand in for what is outside of the cluster. */
export type StandInName = 'postgres' | 'redis' | 'milvus' | 's3';

/**
 * Freezes a stand-in of a run: its port still takes connections, and nothing answers. That is harder on clients than a refusal.
 * Disposing of the result lets it go on.
 * @throws HarnessError of the command when the run has no such stand-in.
 */
export async function pauseStandIn(runId: string, name: StandInName, docker: string): Promise<AsyncDisposable> {
  const container = `dify-e2e-${runId}-${name}`;
  await command(docker, ['pause', container], { timeoutMs: 10_000 });
  return {
    [Symbol.asyncDispose]: async () => {
      await command(docker, ['unpause', container], { timeoutMs: 10_000 });
    },
  };
}
