import type { ViewContext } from './context.ts';

/** Phases as bars over the run's time; parallel ones overlap. Positions are percentages of the whole. */
export function timelineView({ run, t, format }: ViewContext) {
  if (run.phases.length === 0) return { rows: [], ticks: [], share: '' };
  const start = Math.min(...run.phases.map((phase) => Date.parse(phase.startedAt)));
  const end = Math.max(...run.phases.map((phase) => Date.parse(phase.startedAt) + phase.durationMs));
  const total = Math.max(end - start, 1);
  const percent = (ms: number) => Math.min(Math.max((ms / total) * 100, 0), 100);
  const own = run.phases.reduce((sum, phase) => sum + (phase.ownMs ?? 0), 0);
  return {
    rows: run.phases.map((phase) => ({
      title: phase.title,
      state: phase.state,
      stateText: phase.state === 'done' ? '' : t(`phase-state.${phase.state}`),
      duration: phase.state === 'done' || phase.durationMs > 0 ? format.duration(phase.durationMs) : '',
      own: phase.ownMs === undefined ? '' : format.duration(phase.ownMs),
      left: percent(Date.parse(phase.startedAt) - start).toFixed(2),
      width: percent(phase.durationMs).toFixed(2),
      ownShare: shareOf(phase.ownMs, phase.durationMs),
      remarks: [...(phase.reason ? [phase.reason] : []), ...(phase.notes ?? [])],
    })),
    ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => ({ left: part * 100, text: format.duration(total * part) })),
    share:
      own > 0
        ? t('timeline.share', {
            own: format.duration(own),
            total: format.duration(run.durationMs),
            share: format.share(own / run.durationMs),
          })
        : '',
  };
}

function shareOf(own: number | undefined, duration: number): string {
  return own === undefined || duration <= 0 ? '0' : Math.min((own / duration) * 100, 100).toFixed(2);
}
