import type { RunRecord } from '../../core/model/run.ts';
import { viewContext } from './context.ts';
import { sinceView } from './since.ts';

/** The rows of the list of runs: what is most wrong with each, or what changed. */
export function historyView(runs: Iterable<RunRecord>) {
  return [...runs].map((run) => {
    const { subject, verdict } = run;
    const context = viewContext(run, 'en');
    const [cause] = verdict.because;
    return {
      ...{ runId: run.runId, href: `/${encodeURIComponent(run.runId)}/signoff.html`, scope: run.scope },
      ...{ when: context.format.instant(run.startedAt), verdict: verdict.verdict, profile: run.profile },
      ...{ manifests: subject.manifests, digest: subject.manifestsDigest.replace(/^sha256:/, '').slice(0, 12) },
      versions: [`Dify ${subject.difyVersion}`, subject.kubernetes].filter(Boolean).join(', '),
      reason: cause
        ? `${cause.check}: ${cause.reason.split('\n')[0]}`
        : sinceView(context)
            .lines.map(({ text }) => text)
            .slice(0, 3)
            .join('; '),
    };
  });
}
