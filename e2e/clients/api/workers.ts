import { type Environment, isReady, type Kube, podsOf, workloadsOf } from '../../../harness/index.ts';
import type { InPod } from '../cluster/pod-http.ts';

/** Name of a Celery worker → the queues it consumes and the tasks it has executed. */
export type Workers = Readonly<Record<string, { queues: string[]; tasks: Record<string, number> }>>;

/** Inspects the workers in the pods of all worker workloads, by name. */
export async function ownWorkers(
  env: Environment,
  kube: Kube,
  inPod: InPod,
): Promise<{ readonly names: readonly string[]; readonly workers: Workers }> {
  const found = await Promise.all(workloadsOf(env.config, 'worker').map((workload) => podsOf(kube, workload)));
  const pods = found.flat().filter(isReady);
  const names = pods.map(({ metadata }) => `celery@${metadata?.name}`);
  return { names, ...(await inPod<{ workers: Workers }>('worker', 'worker_queues.py', { workers: names })) };
}

/** @returns task → how many the workers have executed in between. */
export function doneBetween(before: Workers, after: Workers): Map<string, number> {
  const done = new Map<string, number>();
  for (const [name, { tasks }] of Object.entries(after))
    for (const [task, count] of Object.entries(tasks)) {
      const more = count - (before[name]?.tasks[task] ?? 0);
      if (more > 0) done.set(task, (done.get(task) ?? 0) + more);
    }
  return done;
}
