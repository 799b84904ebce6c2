import type { Difference, DifferenceKind, Weight } from './differences/difference.ts';
import { type UpgradePlan, WEIGHTS } from './plan.ts';

export interface PlanTextOptions {
  /** Also each thing that needs nothing to be done in most deployments. */
  readonly all: boolean;
}

const TITLES: Readonly<Record<Weight, string>> = {
  must: 'Must do: without it, something in this release does not work',
  should: 'Should do: it works, but not as intended or not at once',
  know: 'Know: nothing to do in most deployments',
};

/** @returns a plan for people: must, should, know; the last one as names only, unless all is wanted. Ends with a line break. */
export function planText({ from, to, isDowngrade, differences }: UpgradePlan, { all }: PlanTextOptions): string {
  const groups = WEIGHTS.map((weight) => ({ weight, items: differences.filter((one) => one.weight === weight) }));
  const [must, should, know] = groups.map(({ items }) => items.length);
  const head = [
    `Dify ${from.version} (${from.date}) → ${to.version} (${to.date}): ${must} to do, ${should} to check, ${know} to know`,
    ...(isDowngrade ? ['', DOWNGRADE] : []),
    ...(differences.length === 0 ? ['', 'Nothing differs in what a deployment has to provide.'] : []),
  ];
  const sections = groups
    .filter(({ items }) => items.length > 0)
    .map(({ weight, items }) => ['', TITLES[weight], ...(weight === 'know' && !all ? short(items) : told(items))]);
  const hint = !all && (know ?? 0) > 0 ? ['', '--all shows each of them; --format json has every fact.'] : [];
  return `${[...head, ...sections.flat(), ...hint].join('\n')}\n`;
}

const DOWNGRADE =
  'This is a way back: Dify has no migrations for it. Restore a database backup of the older release; the list says what else differs.';

/** What has the same reason is told together, with the reason once. */
function told(items: readonly Difference[]): string[] {
  const groups = [
    ...Map.groupBy(items, ({ kind, why, name, line }) => JSON.stringify([kind, why ?? name, kind === 'queue' && line])),
  ];
  return groups.flatMap(([, same]) => {
    const [first] = same;
    if (first?.kind === 'queue' && first.change === 'added') return queuesTogether(same);
    const lines = same.flatMap(({ text, line }) => [`  - ${text}`, ...(line ? [`      ${line}`] : [])]);
    return [...lines, ...(first?.why ? [`      (${first.why})`] : [])];
  });
}

function queuesTogether(same: readonly Difference[]): string[] {
  const names = same.map(({ name }) => name).join(', ');
  return [
    `  - Have a worker consume ${same.length === 1 ? 'the queue' : 'the queues'} ${names}, if you set CELERY_QUEUES or CELERY_WORKER_QUEUES`,
    ...same.slice(0, 1).flatMap(({ line, why }) => [`      ${line}`, `      (${why})`]),
  ];
}

const NAMES: Readonly<Partial<Record<DifferenceKind, string>>> = {
  variable: 'new variables, with defaults that fit',
  default: 'other defaults',
  'removed-variable': 'variables that nothing reads any more',
  service: 'optional services',
  companion: 'other versions inside',
  port: 'published ports',
  volume: 'mounts',
  mode: 'values of MODE',
  profile: 'Compose profiles',
  queue: 'queues that are gone',
  note: 'notes',
  route: 'locations of nginx',
};

/** One line a kind, with as many names as fit. */
function short(items: readonly Difference[]): string[] {
  return [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, same]) => {
    const names = same.map(({ name }) => name);
    const shown = names.slice(0, 6).join(', ');
    const more = names.length > 6 ? ` and ${names.length - 6} more` : '';
    return `  - ${NAMES[kind] ?? kind} (${names.length}): ${shown}${more}`;
  });
}

/** @returns the plan for programs; `schema` is `dify-e2e/upgrade-plan/1`. Ends with a line break. */
export function planJson({ from, to, isDowngrade, differences }: UpgradePlan): string {
  const side = ({ version, date, source }: UpgradePlan['from']) => ({ version, date, source });
  const counts = Object.fromEntries(
    WEIGHTS.map((weight) => [weight, differences.filter((one) => one.weight === weight).length]),
  );
  const plan = { schema: 'dify-e2e/upgrade-plan/1', from: side(from), to: side(to), isDowngrade, counts, differences };
  return `${JSON.stringify(plan, null, 2)}\n`;
}
