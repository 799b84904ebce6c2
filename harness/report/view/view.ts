import { judgeWaivers } from '../../core/model/waivers.ts';
import { phasesView } from './checks.ts';
import { sectionsView } from './claims.ts';
import type { ViewContext } from './context.ts';
import { formView } from './form.ts';
import { gapsView } from './gaps.ts';
import { bannerView, becauseView, countsView, declaredView, verdictView } from './head.ts';
import { parityView } from './parity.ts';
import { pictureView } from './picture.ts';
import { resourcesView } from './resources.ts';
import { sinceView } from './since.ts';
import { imagesView, subjectView } from './subject.ts';
import { timelineView } from './timeline.ts';

export type View = ReturnType<typeof buildView>;

/** Everything that a template shows, in the reader's language; templates only do the layout. */
export function buildView(context: ViewContext) {
  const { run, t, language } = context;
  const [parity, resources, picture] = [parityView(context), resourcesView(context), pictureView(context)];
  return {
    t,
    parts: partsView(t, { parity, resources, picture }),
    deployed: run.subject.kubernetes !== undefined,
    language,
    runId: run.runId,
    harnessVersion: run.harnessVersion,
    difyVersion: run.subject.difyVersion,
    namespace: run.subject.namespace,
    verdict: verdictView(context),
    banner: bannerView(context),
    because: becauseView(context),
    counts: countsView(context),
    declared: declaredView(context),
    subject: subjectView(context),
    images: imagesView(context),
    gaps: gapsView(context),
    since: sinceView(context),
    form: formView(context),
    sections: sectionsView(context),
    ...{ parity, resources, picture },
    phases: phasesView(context),
    timeline: timelineView(context),
    ledger: ledgerView(context),
    // Without a cluster nothing real was tested either: an empty ledger must not look like a good result.
    noLedger: t(run.subject.kubernetes ? 'ledger.none' : 'ledger.nothing-ran'),
    waivers: waiversView(context),
    tools: Object.entries(run.subject.tools).map(([name, version]) => ({ name, version })),
    harnessErrors: run.harnessErrors,
  };
}

/** The parts below the first screen, for its links; those without content are left out. */
function partsView(t: ViewContext['t'], optional: Readonly<Record<'parity' | 'resources' | 'picture', unknown>>) {
  const ids = ['claims', 'checks', 'parity', 'resources', 'picture', 'timeline', 'ledger', 'form'] as const;
  return ids
    .filter((id) => !(id in optional) || optional[id as keyof typeof optional] !== undefined)
    .map((id) => ({ id, title: t(`nav.${id}`) }));
}

/** Doubles first: they matter most to what is not proven. */
function ledgerView({ run, t }: ViewContext) {
  const order = ['double', 'stand-in', 'own', 'substitute'];
  return run.ledger
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((entry) => ({ ...entry, kindText: t(`ledger.kind.${entry.kind}`) }));
}

function waiversView({ run, t }: ViewContext) {
  return judgeWaivers(run.waivers, run.checks, run.startedAt).map(({ waiver, state }) => ({
    ...waiver,
    state,
    stateText: t(`waiver-state.${state}`),
  }));
}
