import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Json, patchBetween, patched } from './merge-patch.ts';

test('a patch gives back what it was made from', () => {
  const value: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string()),
      fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        tie('json'),
      ),
    ),
  })).json;
  const object = fc.dictionary(
    fc.string().filter((name) => name !== '__proto__'),
    value,
  );
  fc.assert(
    fc.property(object, object, (a, b) => {
      expect(patched(a, patchBetween(a, b))).toEqual(b);
    }),
  );
});
