import { expect, test } from 'vitest';
import { parseDotenv } from './dotenv.ts';

test.each([
  ['A=b', 'b'],
  ['  export A = b  ', 'b'],
  ['A: b', 'b'],
  ['A=b # c', 'b'],
  ['A=b#c', 'b#c'],
  ['A="b # c" # d', 'b # c'],
  ['A=" b "', ' b '],
  ["A='\\n $B'", '\\n $B'],
  ["A='it\\'s'", "it's"],
  ['A="\\n\\t\\"\\\\"', '\n\t"\\'],
  ['A="\\$B"', '$$B'],
  ['A="\\0101"', 'A'],
  ['A="two\nlines"', 'two\nlines'],
  ['A=', ''],
  ['A=b"c"', 'b"c"'],
  ['A=b\r\n', 'b'],
])('%j gives %j', (text, value) => {
  expect(parseDotenv(text).entries).toMatchObject([{ name: 'A', value }]);
});

test('only single quotes prevent interpolation', () => {
  const { entries } = parseDotenv('A=$x\nB="$x"\nC=\'$x\'\n');
  expect(entries.map(({ isTemplate }) => isTemplate)).toEqual([true, true, false]);
});

test('a bare name is passed on; comments and empty lines are skipped; every entry has a position', () => {
  const { entries } = parseDotenv('# c\n\nA\n  export B=1\nC="1\n2"\nD=1\n');
  expect(entries.map(({ name, value, position }) => [name, value, position.line, position.column])).toEqual([
    ['A', undefined, 3, 1],
    ['B', '1', 4, 10],
    ['C', '1\n2', 5, 1],
    ['D', '1', 7, 1],
  ]);
});

test.each([
  ['A=1\nB="open\nC=1', 2, 'the " opened here is never closed'],
  ['A=1\n\nB C=1', 3, "a variable's name contains a space: write NAME=value"],
  ['B%=1', 1, 'unexpected character "%" in a variable\'s name: write NAME=value'],
])('%j is reported with its line', (text, line, message) => {
  expect(parseDotenv(text).problem).toMatchObject({ position: { line }, message });
});
