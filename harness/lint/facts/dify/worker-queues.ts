import { type Place, placeIn } from '../../outcome.ts';
import { type ContainerEnvironment, isSymbolic } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { placeOf, rolesOf } from './settings.ts';

/** The queues that workers list explicitly, all together, and the first list. */
export interface ConsumedQueues {
  readonly first: QueueList;
  readonly names: ReadonlySet<string>;
}

/** @returns undefined where all queues are consumed: a worker without an explicit list does, and a placeholder may. */
export function consumedQueues(input: LintInput): ConsumedQueues | undefined {
  const lists = rolesOf(input).backends.flatMap(({ role, environment }) =>
    role === 'worker' ? [listOf(environment)] : [],
  );
  const [first] = lists.flatMap((list) => (list ? [list] : []));
  if (!first || lists.includes(undefined)) return undefined;
  const names = new Set(lists.flatMap((list) => list?.text.split(',').map((queue) => queue.trim()) ?? []));
  return [...names].some(isSymbolic) ? undefined : { first, names };
}

export interface QueueList {
  readonly environment: ContainerEnvironment;
  readonly from: string;
  readonly text: string;
  readonly at: Place;
}

/** @returns the queues that a worker is configured to consume; undefined = the defaults of its image. */
function listOf(environment: ContainerEnvironment): QueueList | undefined {
  const { workload, placed, variables } = environment;
  for (const field of ['args', 'command'] as const) {
    const words = placed.container[field]?.join(' ') ?? '';
    const text = /(?:^|\s)(?:-Q|--queues)[ =]?['"]?([\w,-]+)/.exec(words)?.[1];
    if (text)
      return { environment, from: `-Q in ${field}`, text, at: placeIn(workload.entry, [...placed.path, field]) };
  }
  for (const name of ['CELERY_WORKER_QUEUES', 'CELERY_QUEUES']) {
    const variable = variables.get(name);
    if (variable?.value) return { environment, from: name, text: variable.value, at: placeOf(variable) };
  }
  return undefined;
}
