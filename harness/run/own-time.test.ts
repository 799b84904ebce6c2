import { expect, test } from 'vitest';
import { OwnTime } from './own-time.ts';

test('what is used while two steps run is shared, and the sum is exact', () => {
  let used = 0;
  const own = new OwnTime(() => used);
  own.start('images');
  used = 100;
  own.start('cluster');
  used = 300;
  expect(own.end('images')).toBe(200);
  used = 350;
  expect(own.end('cluster')).toBe(150);
});
