import { expect, test } from 'vitest';
import { substitute, TemplateError } from './template.ts';

const SET = new Map([
  ['S', { value: 's' }],
  ['EMPTY', { value: '' }],
]);
const lookup = (name: string) => SET.get(name);

test.each([
  ['$S', 's'],
  ['${S}', 's'],
  ['a$S.b', 'as.b'],
  ['${U}', ''],
  ['${S:-d}', 's'],
  ['${EMPTY:-d}', 'd'],
  ['${U:-d}', 'd'],
  ['${EMPTY-d}', ''],
  ['${U-d}', 'd'],
  ['${S:+r}', 'r'],
  ['${EMPTY:+r}', ''],
  ['${EMPTY+r}', 'r'],
  ['${U+r}', ''],
  ['${S:?why}', 's'],
  ['${EMPTY?why}', ''],
  ['${U:-${EMPTY:-${S}}}', 's'],
  ['${U:-{"a": {"b": 1}}}', '{"a": {"b": 1}}'],
  ['$$S $${S} $1 $', '$S ${S} $1 $'],
])('%s is "%s"', (text, expected) => {
  expect(substitute(text, lookup).text).toBe(expected);
});

test.each(['${U:?why}', '${EMPTY:?}', '${U?why}'])(
  '%s stays a reference, because only the deployer has the value',
  (text) => {
    expect(substitute(text, lookup).text).toMatch(/^\$\{(?:U|EMPTY)\}$/);
  },
);

test.each(['${', '${}', '${S', '${1}', 'a ${S b', '${U:-${}}'])('%s is rejected', (text) => {
  expect(() => substitute(text, lookup)).toThrow(TemplateError);
});

test('endlessly nested defaults are rejected quickly', () => {
  expect(() => substitute('${U:-'.repeat(50_000) + '}'.repeat(50_000), lookup)).toThrow('levels deep');
});

test('a long line of variables is read in one pass', () => {
  expect(substitute('${U:-ab}'.repeat(100_000), lookup).text).toHaveLength(200_000);
});

test('returns the referenced names, in order and once each', () => {
  expect(substitute('${U:-$S} ${S:+x} ${EMPTY}', lookup).names).toEqual(['U', 'S', 'EMPTY']);
});

test.each([
  ['$S', ''],
  ['${S:-d}', ''],
  ['${U:-${S}}', ''],
  ['NAME=${S}', 'NAME='],
])('%s is determined by one variable', (text, after) => {
  expect(substitute(text, lookup).sole).toEqual({ setting: { value: 's' }, after });
});

test.each(['${S}x', '${S}${S}', '${U:-d}', '${U:-a$S}', '$$S'])('%s is not determined by one variable', (text) => {
  expect(substitute(text, lookup).sole).toBeUndefined();
});
