import { waivedChecks } from '../../core/model/waivers.ts';
import { lintSet } from '../../lint/lint-set.ts';
import type { RunContext } from '../context.ts';
import { SubjectFailure } from '../graph.ts';
import type { Session } from '../session.ts';
import { staticRecords, staticWaivers } from '../static-checks.ts';
import { defineStep } from '../step.ts';
import { checkedFiles } from '../tokens.ts';

/** Results of the static rules, with the secrets that the deployment gets. */
export async function judgeFiles({ loaded, written, compose, startedAt }: Session) {
  const [started, now] = [performance.now(), new Date().toISOString()];
  const today = startedAt.toISOString().slice(0, 10);
  const { judgement, parity, hidden } = await lintSet({
    ...{ manifests: written, today },
    // What was read from the set promises nothing: the set is judged by itself.
    ...(loaded.inferred ? {} : { config: loaded }),
    ...(compose ? { compose } : {}),
  });
  hidden.registerForCapture();
  const checks = staticRecords(judgement, now, Math.round(performance.now() - started));
  return { checks, waivers: staticWaivers(judgement), parity };
}

/** Checks only the files. The verdict is NO-GO after a mandatory finding, whatever the live checks find besides. */
export const staticChecks = ({ session }: RunContext) =>
  defineStep({
    id: 'static',
    title: 'Manifests: static checks',
    takes: [],
    gives: checkedFiles,
    timeoutMs: 60_000,
    async run(_, step) {
      const { set, config, startedAt } = session;
      step.note(`${set.objects.length} objects, digest ${set.digest.slice(0, 16)}`);
      const judged = await judgeFiles(session);
      step.add(judged);
      const accepted = waivedChecks([...config.waivers, ...judged.waivers], judged.checks, startedAt.toISOString());
      const failed = judged.checks.filter(
        ({ id, severity, result }) => severity === 'mandatory' && result.state === 'failed' && !accepted.has(id),
      );
      const reasons = failed.map(({ result }) => ('reason' in result ? result.reason : ''));
      const [first] = failed;
      if (first && session.failFast) throw new SubjectFailure(reasons.join('\n'), first.id);
      if (first)
        step.note(`mandatory findings: ${failed.length}; the live checks run all the same (--fail-fast ends here)`);
    },
  });
