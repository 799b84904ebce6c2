import { waivedChecks } from '../../core/model/waivers.ts';
import type { Bench } from '../bench.ts';
import { type Action, SubjectFailure } from '../graph.ts';

/** The set was judged while the run was prepared; a set that can't work never meets a cluster. */
export function staticChecks(bench: Bench): Action {
  const { records, set, waivers, startedAt } = bench.session;
  return {
    id: 'static',
    title: 'Manifests: static checks',
    dependsOn: [],
    timeoutMs: 10_000,
    async run(step) {
      step.note(`${set.objects.length} objects, digest ${set.digest.slice(0, 16)}`);
      const accepted = waivedChecks(waivers, records, startedAt.toISOString());
      const failed = records.filter(
        ({ id, severity, result }) => severity === 'mandatory' && result.state === 'failed' && !accepted.has(id),
      );
      const reasons = failed.map(({ result }) => ('reason' in result ? result.reason : ''));
      const [first] = failed;
      if (first) throw new SubjectFailure(reasons.join('\n'), first.id);
    },
  };
}
