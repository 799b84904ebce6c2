import { describe, expect, test } from 'vitest';
import { casesFiles, readCases } from './cases/files.ts';
import { RULES } from './catalogue.ts';
import { judge } from './judge.ts';
import { fixtureInput } from './testing/inputs.ts';
import { findingsIn, findingsInFixture } from './testing/run-cases.ts';

const files = casesFiles();

test('ids are unique and kebab-case', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('each rule has a cases file, and each cases file a rule', () => {
  expect([...files.keys()].sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test('the fixture set has no finding', async () => {
  const { findings } = judge(await fixtureInput(), RULES, '2026-01-01');
  expect(findings.map(({ rule, at, message }) => `${rule.id}: ${at.file}:${at.position.line}: ${message}`)).toEqual([]);
});

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  const file = files.get(id);
  if (!file) return;
  const { bad, good, fixture } = readCases(file);

  test.each(numbered(bad))('finds exactly what $label states', async ({ one: { findings, ...sample } }) => {
    expect(await findingsIn(rule, sample)).toEqual(findings);
  });

  test.each(numbered(good))('finds nothing in $label', async ({ one }) => {
    expect(await findingsIn(rule, one)).toEqual([]);
  });

  test('alone speaks of the edited fixture set, and says exactly what is stated', async () => {
    expect(await findingsInFixture(fixture, rule)).toEqual(fixture.findings.map((finding) => ({ rule: id, finding })));
  });
});

function numbered<T extends { readonly name?: string | undefined }>(all: readonly T[]): { label: string; one: T }[] {
  return all.map((one, index) => ({ label: one.name ?? `case ${index + 1}`, one }));
}
