import { casesFiles, readCases } from '../cases/files.ts';
import { RULES } from '../catalogue.ts';
import { ruleIndex } from './rule-index.ts';
import { rulePage } from './rule-page.ts';

/** @returns the docs of all rules by their path within `docs/`. */
export function ruleDocs(): ReadonlyMap<string, string> {
  const files = casesFiles();
  const pages = RULES.map((rule): [string, string] => {
    const file = files.get(rule.id);
    if (!file) throw new Error(`${rule.id} has no cases file`);
    return [`rules/${rule.id}.md`, rulePage(rule, readCases(file))];
  });
  return new Map([['rules.md', ruleIndex()], ...pages]);
}
