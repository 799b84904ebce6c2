import type { Difference, Pair } from './difference.ts';
import { isPart, serviceIn } from './started.ts';
import type { VariableFacts } from './variable-facts.ts';
import { isProvider, readersText, said } from './variable-text.ts';

const WHERE = { code: "by default in Dify's code", compose: "in Dify's Compose file", env: 'in .env.example' };

/** The default of a variable that both releases have; the one that takes effect first. */
export function changedVariable({ to }: Pair, name: string, before: VariableFacts, after: VariableFacts): Difference[] {
  const where = (['code', 'compose', 'env'] as const).find((one) => differs(before[one], after[one]));
  if (!where) return [];
  const { readers } = after;
  const [from, now] = [before[where] ?? '', after[where] ?? ''];
  const isOwn = readers.some((reader) => isPart(to, reader)) && !isProvider(name);
  const isValue = from !== '' && now !== '' && !now.startsWith('public:') && !serviceIn(to, now);
  const matters = where !== 'env' && isOwn && isValue;
  return [
    {
      ...{ kind: 'default', change: 'changed', name, weight: matters ? 'should' : 'know', readers, from, to: now },
      text: `${matters ? 'Check ' : ''}${name}${readersText(readers)}: ${said(from)} → ${said(now)} ${WHERE[where]}`,
      ...(matters && where === 'code'
        ? { why: 'a set that leaves it out gets the new value', line: `${name}: ${JSON.stringify(from)}  # as before` }
        : {}),
    },
  ];
}

/** From 1.15 Compose passes files instead of a list: that a value moved is no difference. */
const differs = (before: string | undefined, after: string | undefined): boolean =>
  before !== undefined && after !== undefined && before !== after;
