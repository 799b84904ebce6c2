import { findingAt, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const beatReplicas: Rule = {
  id: 'beat-replicas',
  claims: ['REP-1'],
  severity: 'mandatory',
  title: 'Celery beat, if deployed, runs with exactly one replica',
  rationale:
    'Each beat instance sends every periodic task: with two, schedules and cleanups run twice; with none, they never run.',
  remediation: 'Set replicas: 1 and strategy: Recreate for the Deployment with MODE=beat.',
  source: 'Celery, "Periodic Tasks": only a single scheduler; Dify docker-compose.yaml: worker_beat',
  *find(input) {
    const beats = rolesOf(input).backends.filter(({ role }) => role === 'beat');
    if (beats.length === 0 && rolesOf(input).parts.has('worker')) {
      yield {
        kind: 'remark',
        message: 'no Deployment runs beat (MODE=beat), so scheduled tasks never run',
      };
    }
    for (const { environment } of beats) {
      const { entry, replicas = 1 } = environment.workload;
      if (replicas === 1) continue;
      yield findingAt(placeIn(entry, ['spec', 'replicas']), {
        message: `${nameIn(environment)} runs beat with ${replicas} replicas`,
        cause: replicas === 0 ? 'it was scaled to zero' : 'it was scaled along with the worker',
        remedy: 'set replicas: 1',
      });
    }
  },
};
