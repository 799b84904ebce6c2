import { HarnessError } from '../../core/errors.ts';
import { stopContainer } from '../../environment/engine/index.ts';
import type { Bench } from '../bench.ts';
import type { Action } from '../graph.ts';

/** Stops a stand-in for good, as a breakage asks. */
export function stopStandIn(bench: Bench, name: 'postgres' | 'redis' | 'milvus' | 's3'): Action {
  return {
    id: 'fault',
    title: `Fault: ${name} stops`,
    dependsOn: ['ready'],
    timeoutMs: 30_000,
    async run(step) {
      const standIn = bench.take('standIns').find((candidate) => candidate.name === name);
      if (!standIn) throw new HarnessError({ code: 'STANDIN_UNKNOWN', message: `there is no stand-in ${name}` });
      await stopContainer(standIn.containerId, step.signal);
    },
  };
}
