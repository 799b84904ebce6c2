import { expect, test } from 'vitest';
import { VolumeError, volumeOf } from './volume-spec.ts';

test.each([
  ['/x', 'volume', '', '/x', false],
  ['data:/d', 'volume', 'data', '/d', false],
  ['data:/d:ro', 'volume', 'data', '/d', true],
  ['data:/d:ro,rw', 'volume', 'data', '/d', false],
  ['./a:/d:z,ro', 'bind', './a', '/d', true],
  ['~/a:/d', 'bind', '~/a', '/d', false],
  ['C:\\a:/d', 'bind', 'C:\\a', '/d', false],
])('%s', (spec, type, source, target, readOnly) => {
  expect(volumeOf(spec)).toEqual({ type, source, target, readOnly });
});

test.each(['', 'data::/d', 'data:/d:ro:x', ':/d'])('"%s" is rejected', (spec) => {
  expect(() => volumeOf(spec)).toThrow(VolumeError);
});
