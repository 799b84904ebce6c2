import { literalStart } from './controllers/patterns.ts';
import { Automaton } from './language/automaton.ts';
import { findPath } from './language/witness.ts';
import { type Routing, sameService, sampleHost } from './routing.ts';
import type { RouteRule, Tried } from './types.ts';

/** A rule that does not get requests that it matches, because another one is tried first and routes elsewhere. */
export interface Clash {
  readonly rule: Tried;
  readonly winner: Tried;
  /** `whole`: it gets none of them; `part`: it loses some of them; `tie`: the order of the two is undefined. */
  readonly extent: 'whole' | 'part' | 'tie';
  /** A request that proves it. */
  readonly host: string;
  readonly path: string;
  /** The rules tried for that host, in order. */
  readonly order: readonly Tried[];
}

export interface Clashes {
  readonly clashes: readonly Clash[];
  /** Rules that could not be compared. */
  readonly undecided: readonly { readonly rule: RouteRule; readonly reason: string }[];
}

/** A host with more different rules than this is skipped: each is compared with all those tried before it. */
const MOST_RULES = 200;

/**
 * Compares the rules of each host as sets of paths.
 * @param preferred paths to use as proof if possible: those that the config names.
 */
export function clashesOf(routing: Routing, preferred: (host: string) => readonly string[]): Clashes {
  const clashes: Clash[] = [];
  const undecided: { rule: RouteRule; reason: string }[] = [];
  for (const [named, rules] of Map.groupBy(routing.rules, ({ host }) => host)) {
    const host = sampleHost({ host: named });
    const order = withoutRepeats(routing.order(host));
    const mine = order.filter(({ rule }) => rule.kind === 'path' && rule.host === named);
    if (order.length > MOST_RULES && rules[0]) {
      undecided.push({
        rule: rules[0],
        reason: `host ${named || '(any)'} has more than ${MOST_RULES} different rules`,
      });
      continue;
    }
    for (const rule of mine) {
      const found = clashOf({ routing, host, order, preferred: preferred(host) }, rule);
      if (typeof found === 'string') undecided.push({ rule: rule.rule, reason: found });
      else clashes.push(...found);
    }
  }
  return { clashes, undecided };
}

/** The same path twice is a separate fault: only the first one is kept. */
function withoutRepeats(order: readonly Tried[]): Tried[] {
  const seen = new Set<string>();
  return order.filter(({ as }) => !seen.has(as) && seen.add(as));
}

interface Scene {
  readonly routing: Routing;
  readonly host: string;
  readonly order: readonly Tried[];
  readonly preferred: readonly string[];
}

function clashOf(scene: Scene, rule: Tried): Clash[] | string {
  const near = scene.order.filter((other) => other !== rule && other.rank <= rule.rank && mayMeet(other, rule));
  const unclear = [rule, ...near].map(({ paths }) => paths).find((paths) => typeof paths === 'string');
  if (unclear !== undefined) return unclear;
  const before = near.filter((other) => other.rank < rule.rank);
  const rivals = near.filter((other) => !sameService(other.rule, rule.rule));
  if (rivals.length === 0) return [];
  const own = before.length > 0 ? findPath(setsOf([rule]), setsOf(before)) : { path: '' };
  if (own === 'unknown') return `host ${scene.host} has too many patterns to compare`;
  const found = rivals.flatMap((rival) => against(scene, rule, rival, own === undefined));
  return own === undefined ? found.slice(0, 1) : found;
}

function against(scene: Scene, rule: Tried, winner: Tried, whole: boolean): Clash[] {
  const tied = winner.rank === rule.rank;
  // Of two tied rules, only one is reported.
  if (tied && scene.order.indexOf(winner) > scene.order.indexOf(rule)) return [];
  // A rule for a subset of another one's requests is not a fault: that is what rules are for.
  if (!whole && !tied && findPath(setsOf([winner]), setsOf([rule])) === undefined) return [];
  const path = proofOf(scene, rule, winner);
  if (path === undefined) return [];
  return [
    { rule, winner, extent: tied ? 'tie' : whole ? 'whole' : 'part', host: scene.host, path, order: scene.order },
  ];
}

/** @returns a path that the rule matches but the other one gets, verified with the model itself. */
function proofOf({ routing, host, order, preferred }: Scene, rule: Tried, winner: Tried): string | undefined {
  const literal = literalStart(rule.rule.path);
  const proves = (path: string): boolean => {
    if (typeof rule.paths === 'string' || !rule.paths.matches(path)) return false;
    const answer = routing.answer(host, path);
    if (answer.kind === 'tie') return [rule, winner].every((tried) => answer.rules.includes(tried.rule));
    return answer.kind === 'rule' && answer.as === winner.as;
  };
  const known = [...preferred, `${literal}/ping`, literal].find((path) => path.startsWith('/') && proves(path));
  if (known !== undefined) return known;
  const before = order.filter((other) => other.rank < winner.rank && mayMeet(other, rule));
  const found = findPath(setsOf([rule, winner]), setsOf(before));
  return found && found !== 'unknown' && proves(found.path) ? found.path : undefined;
}

const setsOf = (tried: readonly Tried[]): Automaton[] =>
  tried.flatMap(({ paths }) => (paths instanceof Automaton ? [paths] : []));

/** @returns `false` only if no path can match both: a cheap check before comparing them as sets. */
const mayMeet = (one: Tried, other: Tried): boolean =>
  one.start.startsWith(other.start) || other.start.startsWith(one.start);
