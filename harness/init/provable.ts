import { type Config, STORE_NAMES, storeOf, whyNotApplicable } from '../core/config/index.ts';
import type { CheckDeclaration } from '../core/model/check.ts';
import { CLAIMS } from '../core/model/claims.ts';

/** What a run with a config will be able to prove. */
export interface Provable {
  /** Checks that apply. */
  readonly checks: number;
  /** Reason → checks that don't apply. */
  readonly without: ReadonlyMap<string, readonly string[]>;
  /** Claims all of whose checks don't apply. */
  readonly claims: readonly string[];
  /** What the results will not be about. */
  readonly limits: readonly string[];
}

/** @param checks all live checks. @returns what a run will, and won't, be able to prove. */
export function provable(config: Config, checks: readonly CheckDeclaration[]): Provable {
  const reasons = checks.map((check) => ({ check, reason: whyNotApplicable(config, check) }));
  const absent = reasons.filter(({ reason }) => reason !== undefined);
  const without = Map.groupBy(absent, ({ reason }) => reason ?? '');
  const applying = new Set(reasons.flatMap(({ check, reason }) => (reason === undefined ? check.claims : [])));
  const touched = new Set(absent.flatMap(({ check }) => check.claims));
  return {
    checks: checks.length - absent.length,
    without: new Map([...without].map(([reason, found]) => [reason, found.map(({ check }) => check.id)])),
    claims: CLAIMS.flatMap(({ id }) => (touched.has(id) && !applying.has(id) ? [id] : [])),
    limits: limitsOf(config),
  };
}

function limitsOf(config: Config): string[] {
  const outside = STORE_NAMES.filter((store) => storeOf(config, store).where === 'outside');
  const inside = STORE_NAMES.filter((store) => storeOf(config, store).where === 'inside');
  const doubles = Object.keys(config.images.doubles);
  return [
    ...(doubles.length > 0
      ? [`in a rehearsal, contract doubles replace ${doubles.join(', ')}: their claims are not proven`]
      : []),
    ...(outside.length > 0
      ? [`stand-ins take the place of the servers outside (${outside.join(', ')}): nothing is proven about those`]
      : []),
    ...(inside.length > 0 ? [`the set's own ${inside.join(', ')} are under test`] : []),
  ];
}
