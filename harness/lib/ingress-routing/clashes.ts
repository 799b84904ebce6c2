import { literalStart } from './controllers/patterns.ts';
import { Automaton } from './language/automaton.ts';
import { findPath } from './language/witness.ts';
import { type Routing, sameService, sampleHost } from './routing.ts';
import type { RouteRule, Tried } from './types.ts';

/** A rule that does not get requests which it takes, because another one is tried first and leads elsewhere. */
export interface Clash {
  readonly rule: Tried;
  readonly winner: Tried;
  /** `whole`: it gets none at all; `part`: some of them; `chance`: the two are tried in no certain order. */
  readonly extent: 'whole' | 'part' | 'chance';
  /** A request that proves it. */
  readonly host: string;
  readonly path: string;
  /** What is tried for that host, in order. */
  readonly order: readonly Tried[];
}

export interface Clashes {
  readonly clashes: readonly Clash[];
  /** Rules of which it can't be told. */
  readonly untold: readonly { readonly rule: RouteRule; readonly reason: string }[];
}

/** A host with more different rules than this is not looked at: each is compared with those that are tried before it. */
const MOST_RULES = 200;

/**
 * Compares the rules of each host as sets of paths.
 * @param preferred paths that make a telling proof, where one of them does: those that the config names.
 */
export function clashesOf(routing: Routing, preferred: (host: string) => readonly string[]): Clashes {
  const clashes: Clash[] = [];
  const untold: { rule: RouteRule; reason: string }[] = [];
  for (const [named, rules] of Map.groupBy(routing.rules, ({ host }) => host)) {
    const host = sampleHost({ host: named });
    const order = withoutRepeats(routing.order(host));
    const mine = order.filter(({ rule }) => rule.kind === 'path' && rule.host === named);
    if (order.length > MOST_RULES && rules[0]) {
      untold.push({ rule: rules[0], reason: `host ${named || '(any)'} has more than ${MOST_RULES} different rules` });
      continue;
    }
    for (const rule of mine) {
      const found = clashOf({ routing, host, order, preferred: preferred(host) }, rule);
      if (typeof found === 'string') untold.push({ rule: rule.rule, reason: found });
      else clashes.push(...found);
    }
  }
  return { clashes, untold };
}

/** The same path twice is a fault of its own: the first stands for all. */
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
  if (own === 'unknown') return `the patterns of host ${scene.host} are too many to be compared`;
  const found = rivals.flatMap((rival) => against(scene, rule, rival, own === undefined));
  return own === undefined ? found.slice(0, 1) : found;
}

function against(scene: Scene, rule: Tried, winner: Tried, whole: boolean): Clash[] {
  const chance = winner.rank === rule.rank;
  // Of two rules that chance decides between only one is told of.
  if (chance && scene.order.indexOf(winner) > scene.order.indexOf(rule)) return [];
  // A rule for a part of what another one takes is no fault: that is what rules are for.
  if (!whole && !chance && findPath(setsOf([winner]), setsOf([rule])) === undefined) return [];
  const path = proofOf(scene, rule, winner);
  if (path === undefined) return [];
  return [
    { rule, winner, extent: chance ? 'chance' : whole ? 'whole' : 'part', host: scene.host, path, order: scene.order },
  ];
}

/** @returns a path that the rule takes and the other one gets, asked of the model itself. */
function proofOf({ routing, host, order, preferred }: Scene, rule: Tried, winner: Tried): string | undefined {
  const literal = literalStart(rule.rule.path);
  const proves = (path: string): boolean => {
    if (typeof rule.paths === 'string' || !rule.paths.matches(path)) return false;
    const answer = routing.answer(host, path);
    if (answer.kind === 'chance') return [rule, winner].every((tried) => answer.rules.includes(tried.rule));
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

/** @returns `false` only when no path can be taken by both: cheap, before they are compared as sets. */
const mayMeet = (one: Tried, other: Tried): boolean =>
  one.start.startsWith(other.start) || other.start.startsWith(one.start);
