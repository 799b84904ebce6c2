import { expect, test } from 'vitest';
import { columns } from './columns.ts';

test('cells are aligned; the last one is not padded', () => {
  expect(
    columns([
      ['a', 'bbb', 'c'],
      ['aaaa', 'b', 'cc'],
    ]),
  ).toEqual(['a     bbb  c', 'aaaa  b    cc']);
});

test('a Chinese character takes two columns', () => {
  expect(
    columns([
      ['检查', 'x'],
      ['abcd', 'y'],
      ['a', 'z'],
    ]),
  ).toEqual(['检查  x', 'abcd  y', 'a     z']);
});

test('no rows are no lines', () => {
  expect(columns([])).toEqual([]);
});
