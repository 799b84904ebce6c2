import { parse } from 'yaml';
import { RuleCases } from '../cases/cases.ts';
import { withFindings } from '../cases/write.ts';
import type { Rule } from '../rule.ts';
import { findingsIn, findingsInFixture } from './run-cases.ts';

interface Updated {
  /** The text with the findings that the rule has now. */
  readonly updated: string;
  /** What no rewriting of findings can mend: a case is on the wrong side, or another rule speaks, too. */
  readonly problems: readonly string[];
}

/** @returns the text of a cases file as the rule would have it now. */
export async function updatedCases(rule: Rule, text: string): Promise<Updated> {
  const cases = RuleCases.parse(parse(text));
  const bad = await Promise.all(cases.bad.map((sample) => findingsIn(rule, sample)));
  const good = await Promise.all(cases.good.map((sample) => findingsIn(rule, sample)));
  const fixture = await findingsInFixture(cases.fixture, rule);
  const own = fixture.filter((one) => one.rule === rule.id).map(({ finding }) => finding);
  const others = new Set(fixture.map((one) => one.rule).filter((id) => id !== rule.id));
  return {
    updated: withFindings(text, { bad, fixture: own }),
    problems: [
      ...bad.flatMap((findings, index) => (findings.length === 0 ? [`bad case ${index + 1} has no finding`] : [])),
      ...good.flatMap((findings, index) => (findings.length > 0 ? [`good case ${index + 1} has a finding`] : [])),
      ...(own.length === 0 ? ['the edited fixtures have no finding'] : []),
      ...[...others].map((id) => `the edited fixtures have a finding of ${id}, too`),
    ],
  };
}
