import type { Sample } from '../cases/cases.ts';
import { judge } from '../judge.ts';
import type { Rule } from '../rule.ts';
import { exampleInput, fixtureInput } from './inputs.ts';

const TODAY = '2026-01-01';

/** For tests: what rules find in a set, each as `id@line`, by line. */
export async function saying(rules: readonly Rule[], example: string | Sample): Promise<string[]> {
  const input = await exampleInput(typeof example === 'string' ? { manifests: example } : example);
  return judge(input, rules, TODAY).findings.map(({ rule, at }) => `${rule.id}@${at.position.line}`);
}

/** For tests: what rules find in a set, each as its message. */
export async function messages(rules: readonly Rule[], example: string | Sample): Promise<string[]> {
  const input = await exampleInput(typeof example === 'string' ? { manifests: example } : example);
  return judge(input, rules, TODAY).findings.map(({ message }) => message);
}

/** For tests: the facts that rules show of the fixtures. */
export async function remarks(rules: readonly Rule[]): Promise<string[]> {
  return judge(await fixtureInput(), rules, TODAY).rules.flatMap((judged) =>
    judged.remarks.map(({ message }) => message),
  );
}
