import { releaseNear } from '../../../releases/index.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { neededVersion } from '../../facts/dify/versions.ts';
import { consumedQueues } from '../../facts/dify/worker-queues.ts';
import type { Rule } from '../../rule.ts';

export const celeryQueueUnconsumed: Rule = {
  id: 'celery-queue-unconsumed',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'Every queue that this version of Dify sends to has a worker that consumes it',
  rationale:
    'Tasks in a queue without a consumer wait forever, without an error: after an upgrade, triggers or priority uploads silently never run.',
  remediation:
    'Leave CELERY_QUEUES and CELERY_WORKER_QUEUES unset, so that the defaults of the image apply, or add the missing queues.',
  source:
    'Dify api/docker/entrypoint.sh: default queues; CELERY_WORKER_QUEUES takes precedence over CELERY_QUEUES (harness/releases/data)',
  needs: 'version',
  *find(input) {
    const consumed = consumedQueues(input);
    if (!consumed) return;
    const { first, names } = consumed;
    const version = neededVersion(input);
    const missing = (releaseNear(version)?.queues ?? []).filter((queue) => !names.has(queue));
    if (missing.length === 0) return;
    yield findingAt(first.at, {
      message: `no worker consumes ${missing.length === 1 ? 'the queue' : 'the queues'} ${missing.join(', ')}`,
      cause: `${first.from} of ${nameIn(first.environment)} lists the queues explicitly, and Dify ${version} uses more`,
      remedy: `remove it, or add ${missing.join(',')}`,
    });
  },
};
