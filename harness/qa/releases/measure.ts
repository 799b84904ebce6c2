import { releaseFactsOf } from '../../releases/data.ts';
import { planBetween, type UpgradePlan } from '../../releases/plan.ts';
import { type Commit, releasesIn } from './checkout.ts';
import { type RawNames, rawNames } from './raw-names.ts';
import { filesOf } from './read-files.ts';
import { OLDEST } from './write.ts';

/** How much of what differs in Dify's own files a plan names. */
export interface Measure {
  readonly from: string;
  readonly to: string;
  readonly differing: number;
  /** What the plan does not name, `variable NAME`. */
  readonly missed: readonly string[];
}

/** @param random how many pairs to take besides the neighbours; always the same ones for the same releases. */
export async function measureReleases(repositories: readonly string[], random: number): Promise<Measure[]> {
  const commits = await releasesIn(repositories, OLDEST);
  const raw = new Map<string, RawNames>();
  for (const commit of commits) raw.set(commit.version, rawNames(await filesOf(commit)));
  return pairsOf(commits, random).map(([from, to]) => measured(from, to, raw));
}

function pairsOf(commits: readonly Commit[], random: number): (readonly [string, string])[] {
  const versions = commits.map(({ version }) => version);
  const neighbours = versions.slice(1).map((version, index) => [versions[index] ?? '', version] as const);
  return [...neighbours, ...randomPairs(versions, random)];
}

/** A small linear congruential generator (Numerical Recipes), so that each run measures the same pairs. */
function randomPairs(versions: readonly string[], count: number): (readonly [string, string])[] {
  let state = 13;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => {
    const first = next(versions.length);
    const second = (first + 1 + next(versions.length - 1)) % versions.length;
    const [from = 0, to = 0] = [first, second].sort((a, b) => a - b);
    return [versions[from] ?? '', versions[to] ?? ''] as const;
  });
}

function measured(from: string, to: string, raw: ReadonlyMap<string, RawNames>): Measure {
  const differing = differences(raw.get(from), raw.get(to));
  const named = namesIn(planBetween(releaseFactsOf(from), releaseFactsOf(to)));
  return { from, to, differing: differing.length, missed: differing.filter((one) => !named.has(one)) };
}

const WHATS = { variables: 'variable', services: 'service', locations: 'location' } as const;

/** What only one of the two has: `variable NAME`; and what both have with another value. */
function differences(before: RawNames | undefined, after: RawNames | undefined): string[] {
  const names = (['variables', 'services', 'locations'] as const).flatMap((list) => {
    const [a, b] = [before?.[list] ?? new Set<string>(), after?.[list] ?? new Set<string>()];
    const onlyOne = [...[...a].filter((name) => !b.has(name)), ...[...b].filter((name) => !a.has(name))];
    return onlyOne.sort().map((name) => `${WHATS[list]} ${name}`);
  });
  return [
    ...names,
    ...changes('value', before?.values, after?.values),
    ...changes('image', before?.images, after?.images),
  ];
}

/** What both have, and no text of it in common: `value NAME`, `image SERVICE`. */
function changes(
  what: string,
  before: RawNames['values'] = new Map(),
  after: RawNames['values'] = new Map(),
): string[] {
  return [...before].flatMap(([name, texts]) => {
    const now = after.get(name);
    return now && ![...texts].some((text) => now.has(text)) ? [`${what} ${name}`] : [];
  });
}

/** What a reader of the plan finds there, as added, as removed, or with another value. */
export function namesIn({ differences: all }: UpgradePlan): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ kind, change, name, covers = [] }) => {
      if (kind === 'default') return [`value ${name}`];
      if (kind === 'companion' || kind === 'image') return [name, ...covers].map((service) => `image ${service}`);
      if (change === 'changed') return [];
      if (kind === 'service') return [`service ${name}`, ...covers.map((variable) => `variable ${variable}`)];
      if (kind === 'route') return [`location ${name}`];
      return kind === 'variable' || kind === 'removed-variable' ? [`variable ${name}`] : [];
    }),
  );
}

/** The share that a plan must name at least, in percent. */
export const LEAST = 95;

const percent = ({ differing, missed }: Pick<Measure, 'differing' | 'missed'>): number =>
  differing === 0 ? 100 : (100 * (differing - missed.length)) / differing;

/** @returns a line a pair, and the total. */
export function measureTable(measures: readonly Measure[]): string[] {
  const line = ({ from, to, differing, missed }: Measure) =>
    `${`${from} → ${to}`.padEnd(26)}${String(differing).padStart(5)} ${percent({ differing, missed }).toFixed(1).padStart(6)} %${missed.length > 0 ? `  ${missed.slice(0, 8).join(', ')}` : ''}`;
  return [
    'pair                       differ   named',
    ...measures.map(line),
    `in all: ${totalOf(measures).toFixed(2)} %`,
  ];
}

function totalOf(measures: readonly Measure[]): number {
  const differing = measures.reduce((sum, one) => sum + one.differing, 0);
  return percent({ differing, missed: measures.flatMap(({ missed }) => missed) });
}

/** @returns the pairs of which too little is named. */
export const measureFailures = (measures: readonly Measure[]): string[] =>
  measures
    .filter((one) => percent(one) < LEAST)
    .map((one) => `${one.from} → ${one.to}: only ${percent(one).toFixed(1)} % named, at least ${LEAST} % are expected`);
