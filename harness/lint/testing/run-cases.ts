import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExpectedFinding, RuleCases, Sample } from '../cases/cases.ts';
import { RULES } from '../catalogue.ts';
import { judge } from '../judge.ts';
import type { Finding } from '../judgement.ts';
import type { Rule } from '../rule.ts';
import { exampleInput, fixtureInput } from './inputs.ts';

const TODAY = '2026-01-01';

/** @returns what a rule finds in a sample, as its cases file says it. */
export async function findingsIn(rule: Rule, sample: Sample): Promise<ExpectedFinding[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'lint-case-'));
  const { findings } = judge(await exampleInput(sample, folder.path), [rule], TODAY, RULES);
  return findings.map((finding) => shown(finding, folder.path));
}

/** @returns what every rule finds in the edited fixtures: each finding with its rule's id; of the rules about a target only the given one. */
export async function findingsInFixture(
  { edits, target }: Pick<RuleCases['fixture'], 'edits' | 'target'>,
  rule: Rule,
): Promise<{ readonly rule: string; readonly finding: ExpectedFinding }[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'lint-case-'));
  const spoken = RULES.filter((one) => one === rule || one.needs !== 'target');
  const { findings } = judge(await fixtureInput(edits, { folder: folder.path, target }), spoken, TODAY);
  return findings.map((finding) => ({ rule: finding.rule.id, finding: shown(finding, folder.path) }));
}

function shown({ rule, severity, at, message }: Finding, folder: string): ExpectedFinding {
  const short = (text: string) =>
    text.replaceAll(`${folder}/`, '').replaceAll('manifests/manifests.yaml', 'manifests.yaml');
  const { line, column } = at.position;
  return {
    object: at.object,
    at: short(`${at.file}:${line}:${column}`).replace('manifests.yaml:', ''),
    message: short(message),
    ...(severity === rule.severity ? {} : { severity }),
  };
}
