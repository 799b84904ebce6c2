import { describe, expect, test } from 'vitest';
import { RULES } from './catalogue.ts';
import { judge } from './judge.ts';
import { exampleInput, fixtureInput } from './testing/inputs.ts';

const TODAY = '2026-01-01';

test('ids are unique and kebab-case', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('the fixture set has no finding, and nothing about it stays unjudged but what is filled in later', async () => {
  const { findings } = judge(await fixtureInput(), RULES, TODAY);
  expect(findings.map(({ rule, at, message }) => `${rule.id}: ${at.file}:${at.position.line}: ${message}`)).toEqual([]);
});

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  test('finds what is wrong with the bad example', async () => {
    const { findings } = judge(await exampleInput(rule.examples.bad), [rule], TODAY, RULES);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('finds nothing in the good example', async () => {
    const { findings } = judge(await exampleInput(rule.examples.good), [rule], TODAY, RULES);
    expect(findings.map(({ message }) => message)).toEqual([]);
  });

  test('is the only one that speaks when the fixture set is broken in its way', async () => {
    const { findings } = judge(await fixtureInput(rule.mutation), RULES, TODAY);
    expect([...new Set(findings.map((finding) => finding.rule.id))]).toEqual([rule.id]);
  });
});
