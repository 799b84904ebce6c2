import { type CheckRecord, isNotApplicable } from '../../core/model/check.ts';
import { type ClaimState, claimStates } from '../../core/model/claim-states.ts';
import type { LedgerEntry } from '../../core/model/run.ts';
import type { MessageKey } from '../messages/en.ts';
import { claimText } from '../messages/translate.ts';
import type { ViewContext } from './context.ts';

/** Something that a run leaves unproven: one sentence, and the claims or checks behind it. */
export interface Gap {
  readonly text: string;
  readonly items: readonly { readonly id: string; readonly href: string; readonly text: string }[];
}

/** What the run does not prove, grouped by why, what matters most first. Empty = every claim was tested on the real parts. */
export function gapsView(context: ViewContext): Gap[] {
  const { run, t } = context;
  const states = claimStates(run);
  const of = (status: ClaimState['status']) => states.filter((state) => state.status === status);
  const leaning = of('not-proven');
  const doubles = namesOf(run.ledger, 'double');
  const standIns = namesOf(run.ledger, 'stand-in');
  const on = (parts: readonly string[]) =>
    leaning.filter((state) => state.leanedOn.some((part) => parts.includes(part)));
  const claims = (key: MessageKey, some: readonly ClaimState[], parts: readonly string[] = []) =>
    some.length + parts.length === 0
      ? []
      : [{ text: t(key, { count: some.length, parts: parts.join(', ') }), items: some.map(itemOf(context)) }];
  const checks = (key: MessageKey, state: CheckRecord['result']['state']) => checkGap(context, key, state);
  return [
    ...(run.subject.kubernetes === undefined ? [{ text: t('gap.nothing-ran'), items: [] }] : []),
    ...claims('gap.doubles', on(doubles), doubles),
    ...claims('gap.stand-ins', on(standIns), standIns),
    ...checks('gap.undecided', 'inconclusive'),
    ...checks('gap.blocked', 'blocked'),
    ...checks('gap.not-run', 'skipped'),
    ...waivedGap(context),
    ...claims('gap.partly', of('partly')),
    ...claims('gap.not-covered', of('not-covered')),
    ...(run.profile === 'quick' ? [{ text: t('banner.quick'), items: [] }] : []),
  ];
}

const gap = (text: string, items: Gap['items']): Gap[] => (items.length === 0 ? [] : [{ text, items }]);

const namesOf = (ledger: readonly LedgerEntry[], kind: LedgerEntry['kind']): string[] => [
  ...new Set(ledger.filter((entry) => entry.kind === kind).map(({ part }) => part)),
];

const itemOf =
  ({ language }: ViewContext) =>
  ({ claim }: ClaimState) => ({ id: claim.id, href: `#claim-${claim.id}`, text: claimText(claim, language) });

function checkGap({ run, t }: ViewContext, key: MessageKey, state: CheckRecord['result']['state']): Gap[] {
  const mine = run.checks.filter((check) => check.result.state === state && !isNotApplicable(check));
  const mandatory = mine.filter(({ severity }) => severity === 'mandatory').length;
  return gap(t(key, { count: mine.length, mandatory }), mine.map(checkItem));
}

function waivedGap({ run, t, waived }: ViewContext): Gap[] {
  const mine = run.checks.filter(({ id, result }) => waived.has(id) && result.state !== 'passed');
  return gap(t('gap.waived', { count: mine.length }), mine.map(checkItem));
}

const checkItem = ({ id, title, result }: CheckRecord) => ({
  id,
  href: `#check-${id}`,
  text: result.state === 'passed' ? title : `${title}: ${result.reason}`,
});
