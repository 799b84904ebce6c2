import { releaseNear } from '../../../harness/index.ts';
import { ownWorkers, type Workers } from '../../clients/api/workers.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

// Fails on: a fixed CELERY_QUEUES list of an older version.
test(
  'Every queue that this version of Dify sends tasks to is consumed by a worker',
  check({
    id: 'worker-queues',
    requires: ['api', 'worker'],
    claims: ['DEP-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['redis-reached'],
    needs: ['dify-api', 'redis'],
    faults: [{ kind: 'environment', part: 'worker', set: { CELERY_QUEUES: 'dataset,priority_dataset' } }],
    remediation:
      'Remove CELERY_QUEUES, CELERY_WORKER_QUEUES or -Q from the worker: a fixed list misses the queues of newer versions, and their tasks wait forever.',
  }),
  async ({ env, kube, inPod, contract, note }) => {
    const release = releaseNear(contract.version);
    const queues = release?.queues ?? [];
    const { names, workers } = await ownWorkers(env, kube, inPod);
    const silent = names.filter((name) => !workers[name]);
    const missing = missingIn(workers, queues);
    // The work may be split among Deployments: count every worker that responds before calling a queue unconsumed.
    const everybody = missing.length > 0 ? (await inPod<Found>('worker', 'worker_queues.py', {})).workers : {};
    const unread = missingIn({ ...workers, ...everybody }, queues);
    for (const [name, found] of Object.entries({ ...everybody, ...workers }))
      note(`${name}: ${found.queues.length} queues: ${found.queues.join(', ')}`);
    note(`${queues.length} queues expected: those of Dify ${release?.version ?? 'no release that is known'}`);
    expectNone([
      ...silent.map((name) => `${name} is ready but does not respond on the broker`),
      ...unread.map((queue) => `no worker consumes queue ${queue}`),
    ]);
  },
);

interface Found {
  readonly workers: Workers;
}

function missingIn(workers: Workers, queues: readonly string[]): string[] {
  const consumed = new Set(Object.values(workers).flatMap((worker) => worker.queues));
  return queues.filter((queue) => !consumed.has(queue));
}

interface Broker {
  readonly place: readonly unknown[];
  readonly server: string | null;
  readonly waiting: Readonly<Record<string, number>>;
}

// Fails on: a different database number in CELERY_BROKER_URL of one of the two; tasks then wait where no worker looks.
test(
  'API and worker use the same broker: same host, port and database of the same server',
  check({
    id: 'broker-shared',
    requires: ['api', 'worker'],
    claims: ['EXT-2', 'DEP-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['redis-reached'],
    needs: ['dify-api', 'redis'],
    faults: [
      {
        kind: 'environment',
        part: 'worker',
        set: { CELERY_BROKER_URL: 'redis://:$(REDIS_PASSWORD)@${external:redis}/5' },
      },
    ],
    remediation:
      'Set the same CELERY_BROKER_URL for API and worker, including the database number: take both from one Secret.',
  }),
  async ({ inPod, contract, note, measure }) => {
    const queues = releaseNear(contract.version)?.queues ?? [];
    const [api, worker] = await Promise.all([
      inPod<Broker>('api', 'broker.py', { queues }),
      inPod<Broker>('worker', 'broker.py', { queues }),
    ]);
    note(`broker ${api.place[0]}:${api.place[1]}, database ${api.place[2]}`);
    measure(
      'tasks waiting in all queues',
      Object.values(api.waiting).reduce((sum, count) => sum + count, 0),
      'tasks',
    );
    for (const [queue, count] of Object.entries(api.waiting)) if (count > 0) note(`${count} tasks wait in ${queue}`);
    expectNone([
      ...(api.place.join() === worker.place.join()
        ? []
        : [`the API sends its tasks to ${api.place.join(':')}, the worker consumes from ${worker.place.join(':')}`]),
      ...(api.server && worker.server && api.server !== worker.server
        ? ['API and worker reach two different Redis servers at the same address']
        : []),
    ]);
  },
);
