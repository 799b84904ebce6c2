import { expect, test } from 'vitest';
import { RULES } from './catalogue.ts';
import { idsOfPacks, packNamed, packNames, rulesOfGroup } from './packs.ts';
import type { Rule } from './rule.ts';
import { stageOf } from './stages.ts';

const known = RULES.map(({ id }) => id);

test.each(packNames())('%s names only rules that there are, in both languages, and no group is empty', (name) => {
  const { title, groups } = packNamed(name);
  expect(groups.flatMap(({ rules = [] }) => rules).filter((id) => !known.includes(id))).toEqual([]);
  for (const { en, zh } of [title, ...groups.map((group) => group.title)]) expect([en, zh]).not.toContain(undefined);
  expect(groups.filter((group) => rulesOfGroup(group).length === 0).map((group) => group.title.en)).toEqual([]);
});

test('every rule is in at least one pack', () => {
  const packed = idsOfPacks(packNames());
  expect(known.filter((id) => !packed.includes(id))).toEqual([]);
});

test('the sections have every rule, security what is met there, upgrade what needs a target', () => {
  const missing = (pack: string, rules: readonly Rule[]): string[] => {
    const packed = idsOfPacks([pack]);
    return rules.map(({ id }) => id).filter((id) => !packed.includes(id));
  };
  expect(missing('sections', RULES)).toEqual([]);
  const ofSecurity = RULES.filter((rule) => stageOf(rule, 'mandatory') === 'security');
  expect(missing('security', ofSecurity)).toEqual([]);
  expect(
    missing(
      'upgrade',
      RULES.filter(({ needs }) => needs === 'target'),
    ),
  ).toEqual([]);
  const ownExceptions = ['exception-expired', 'exception-rule-unknown', 'exception-unused'];
  expect(missing('gbt-25000-51', RULES)).toEqual(ownExceptions);
});

test('an unknown pack is refused, with the ones that there are', () => {
  expect(() => packNamed('secuirty')).toThrow('there is no pack "secuirty"');
  expect(() => idsOfPacks(['../catalogue'])).toThrow('there is no pack');
});
