import { findingAt, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const beatReplicas: Rule = {
  id: 'beat-replicas',
  claims: ['REP-1'],
  severity: 'mandatory',
  title: 'Beat, where there is one, runs exactly once',
  rationale: 'Each beat sends all periodic tasks: with two, schedules and clean-ups run twice; with none, never.',
  remediation: 'Set replicas: 1 and strategy: Recreate for the Deployment with MODE=beat.',
  source: 'Celery, "Periodic Tasks": only a single scheduler; Dify docker-compose.yaml: worker_beat',
  *find(input) {
    const beats = rolesOf(input).backends.filter(({ role }) => role === 'beat');
    if (beats.length === 0 && rolesOf(input).parts.has('worker')) {
      yield {
        kind: 'remark',
        message: 'no Deployment runs beat (MODE=beat): nothing that Dify does by the clock happens',
      };
    }
    for (const { environment } of beats) {
      const { entry, replicas = 1 } = environment.workload;
      if (replicas === 1) continue;
      yield findingAt(placeIn(entry, ['spec', 'replicas']), {
        message: `${nameIn(environment)} runs beat with ${replicas} replicas`,
        cause: replicas === 0 ? 'it was switched off' : 'it was scaled like the worker',
        remedy: 'write replicas: 1',
      });
    }
  },
};
