import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { consumedQueues } from '../../facts/dify/worker-queues.ts';
import { upgradeOf } from '../../facts/upgrade/upgrade.ts';
import type { Rule } from '../../rule.ts';

export const upgradeQueueUnconsumed: Rule = {
  id: 'upgrade-queue-unconsumed',
  claims: ['SVC-2'],
  severity: 'mandatory',
  needs: 'target',
  title: 'Every queue that is new in the target release has a worker that consumes it',
  rationale: 'Tasks in a queue without a consumer wait forever, without an error.',
  remediation:
    'Remove CELERY_QUEUES and CELERY_WORKER_QUEUES, so that the defaults of the image apply, or add the queues.',
  source: 'Dify api/docker/entrypoint.sh of both releases (harness/releases/data)',
  *find(input) {
    const plan = upgradeOf(input);
    if (typeof plan === 'string') return yield { kind: 'not-evaluated', message: plan };
    const consumed = consumedQueues(input);
    if (!consumed) return;
    const { first, names } = consumed;
    // What the present release already sends to is reported by celery-queue-unconsumed.
    const missing = plan.to.queues.filter((queue) => !names.has(queue) && !plan.from.queues.includes(queue));
    if (missing.length === 0) return;
    yield findingAt(first.at, {
      message: `in Dify ${plan.to.version} no worker consumes the new ${missing.length === 1 ? 'queue' : 'queues'} ${missing.join(', ')}`,
      cause: `${first.from} of ${nameIn(first.environment)} lists the queues explicitly`,
      remedy: `remove it, or add ${missing.join(',')}`,
    });
  },
};
