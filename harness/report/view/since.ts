import type { SinceLastGo } from '../../core/model/since-last-go.ts';
import type { MessageKey } from '../messages/en.ts';
import type { ViewContext } from './context.ts';

const MANY = 6;

/** What is different from the last GO, a line each; without one, a line that says so. */
export function sinceView(context: ViewContext) {
  const { run, t, format } = context;
  const since = run.sinceLastGo;
  if (!since) return { title: '', lines: [{ kind: 'none', text: t('since.none') }] };
  const lines = linesOf(since, context);
  return {
    title: t('since.compared', { run: since.runId, date: format.instant(since.startedAt) }),
    lines: lines.length > 0 ? lines : [{ kind: 'none', text: t('since.nothing') }],
  };
}

function linesOf(since: SinceLastGo, { t, format }: ViewContext) {
  const list = (key: MessageKey, kind: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : [{ kind, text: t(key, { count: ids.length, ids: shortList(ids) }) }];
  const change = ({ name, before, after }: SinceLastGo['images'][number], label: string) => ({
    kind: 'changed',
    text: `${label === '' ? name : label}: ${short(before)} → ${short(after)}`,
  });
  return [
    ...list('since.new-findings', 'worse', since.newFindings),
    ...list('since.gone-findings', 'better', since.goneFindings),
    ...since.subject.map((one) => change(one, t(`subject.${one.name}` as MessageKey))),
    ...since.images.map((one) => change(one, '')),
    ...since.timings.map(({ check, name, unit, before, after, low, high }) => ({
      kind: after > high ? 'worse' : 'changed',
      text: t('since.timing', {
        ...{ check, name, before: format.quantity(before, unit), after: format.quantity(after, unit) },
        ...{ low: format.quantity(low, unit), high: format.quantity(high, unit) },
      }),
    })),
    ...list('since.added-checks', 'changed', since.addedChecks),
    ...list('since.removed-checks', 'changed', since.removedChecks),
  ];
}

function shortList(ids: readonly string[]): string {
  return ids.length <= MANY ? ids.join(', ') : `${ids.slice(0, MANY).join(', ')}, +${ids.length - MANY}`;
}

/** Digests as far as people compare them. */
const short = (value: string | undefined): string =>
  value === undefined ? '–' : value.replace(/^(sha256:)?([0-9a-f]{12})[0-9a-f]{52}$/, '$2');
