import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closestTo, shown } from './index.ts';

describe('closestTo', () => {
  test.each([
    ['replcias', ['paused', 'replicas'], 'replicas'],
    ['imagePullPolcy', ['image', 'imagePullPolicy'], 'imagePullPolicy'],
    ['db', ['db'], 'db'],
    ['dc', ['db'], 'db'],
    ['cpu', ['paused', 'replicas'], undefined],
    ['CPU', ['cpu'], undefined],
    ['x', [], undefined],
  ])('of %s among %j is %s', (word, known, expected) => {
    expect(closestTo(word, known)).toBe(expected);
  });

  test('a third of the letters of the known word may differ, no more', () => {
    expect(closestTo('xxcdef', ['abcdef'])).toBe('abcdef');
    expect(closestTo('xxxdef', ['abcdef'])).toBeUndefined();
  });

  test('the order of the known words does not matter', () => {
    expect(closestTo('cat', ['cut', 'cot'])).toBe('cot');
    const words = fc.array(fc.stringMatching(/^[ab]{1,4}$/), { maxLength: 6 });
    fc.assert(
      fc.property(fc.stringMatching(/^[ab]{1,4}$/), words, (word, known) => {
        expect(closestTo(word, known.toReversed())).toBe(closestTo(word, known));
      }),
    );
  });
});

describe('shown', () => {
  test.each([
    [join(process.cwd(), 'sub', 'compose.yaml'), join('sub', 'compose.yaml')],
    [process.cwd(), '.'],
    ['/elsewhere/compose.yaml', '/elsewhere/compose.yaml'],
  ])('%s is %s', (path, expected) => {
    expect(shown(path)).toBe(expected);
  });
});
