import { contractOf } from '../../../core/dify/contract.ts';
import { findingAt, nameIn, placeOf, rolesOf } from '../../facts/dify/settings.ts';
import { neededVersion } from '../../facts/dify/versions.ts';
import { type ContainerEnvironment, isSymbolic } from '../../facts/input/environment.ts';
import { type Place, placeIn, type Rule } from '../../rule.ts';

export const celeryQueueUnconsumed: Rule = {
  id: 'celery-queue-unconsumed',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'Every queue that this version of Dify sends to has a worker that consumes it',
  rationale:
    'Tasks in a queue without a consumer wait forever, without an error: after an upgrade, triggers or priority uploads silently never run.',
  remediation:
    'Leave CELERY_QUEUES and CELERY_WORKER_QUEUES unset, so that the defaults of the image apply, or add the missing queues.',
  source: 'Dify api/docker/entrypoint.sh: default queues; CELERY_WORKER_QUEUES takes precedence over CELERY_QUEUES',
  needs: 'version',
  *find(input) {
    const lists = rolesOf(input).backends.flatMap(({ role, environment }) =>
      role === 'worker' ? [listOf(environment)] : [],
    );
    const [first] = lists.flatMap((list) => (list ? [list] : []));
    // A worker without an explicit list consumes all queues.
    if (!first || lists.includes(undefined)) return;
    const consumed = new Set(lists.flatMap((list) => list?.text.split(',').map((queue) => queue.trim()) ?? []));
    if ([...consumed].some(isSymbolic)) return;
    const version = neededVersion(input);
    const missing = contractOf(version).queues.names.filter((queue) => !consumed.has(queue));
    if (missing.length === 0) return;
    yield findingAt(first.at, {
      message: `no worker consumes ${missing.length === 1 ? 'the queue' : 'the queues'} ${missing.join(', ')}`,
      cause: `${first.from} of ${nameIn(first.environment)} lists the queues explicitly, and Dify ${version} uses more`,
      remedy: `remove it, or add ${missing.join(',')}`,
    });
  },
};

interface QueueList {
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
