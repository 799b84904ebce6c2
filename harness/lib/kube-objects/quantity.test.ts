import { expect, it } from 'vitest';
import { quantity } from './quantity.ts';

it.each([
  ['250m', 0.25],
  ['2', 2],
  ['0.5', 0.5],
  ['512Mi', 536_870_912],
  ['1Gi', 1_073_741_824],
  ['1M', 1_000_000],
  ['1Ti', 1_099_511_627_776],
  ['1e3', 1000],
  ['1.5E+2', 150],
  ['2E', 2e18],
  ['.5', 0.5],
])('%s is %d', (text, value) => {
  expect(quantity(text)).toBe(value);
});

it.each(['', 'Gi', '1Xi', '-1'])('%j is no quantity', (text) => {
  expect(quantity(text)).toBeNaN();
});
