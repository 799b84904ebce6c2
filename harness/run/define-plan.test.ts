import { describe, expect, test } from 'vitest';
import { definePlan, given } from './define-plan.ts';
import { defineStep, type Step } from './step.ts';
import { token } from './token.ts';

const disk = token('disk').of<number>();
const image = token('image').of<string>();
const base = (id: string) => ({ id, title: id, timeoutMs: 1000 });
const make = defineStep({ ...base('make'), takes: [], gives: disk, run: async () => 20 });
const build = defineStep({ ...base('build'), takes: [disk], gives: image, run: async (taken) => `on ${taken.disk}` });
const use = defineStep({ ...base('use'), takes: [image], run: async (taken) => void taken.image.length });

const refusal = (...problems: string[]) =>
  expect.objectContaining({ code: 'PLAN_INVALID', details: problems.map((one) => expect.stringContaining(one)) });
/** As a changed plan comes: what its steps take and give is not known to the compiler. */
const untyped = (...steps: Step[]): readonly Step[] => steps;

describe('a plan', () => {
  test('in which all is given that is taken is put together in any order', () => {
    expect(definePlan([use, build, make]).steps).toHaveLength(3);
    expect(definePlan([use, build], [given(disk, 5)]).given).toEqual([{ token: disk, value: 5 }]);
  });

  test('in which nobody gives what a step takes neither type-checks nor is accepted', () => {
    // @ts-expect-error nobody gives "disk"
    expect(() => definePlan([use, build])).toThrow(refusal('"build" takes "disk", which no step gives'));
    expect(() => definePlan(untyped(use))).toThrow(refusal('"use" takes "image", which no step gives'));
  });

  test.each([
    ['two steps of one name', untyped(make, { ...make, gives: image }), ['there are two steps "make"']],
    ['two that give the same', untyped(make, { ...make, id: 'again' }), ['"disk" is given twice']],
    [
      'steps that wait for each other',
      untyped({ ...make, takes: [image] }, build, use),
      ['"make" waits for itself', '"build" waits for itself', '"use" waits for itself'],
    ],
    ['a step that comes after itself', untyped({ ...make, after: ['make'] }), ['"make" waits for itself']],
  ])('with %s is refused', (_, steps, problems) => {
    expect(() => definePlan(steps)).toThrow(refusal(...problems));
  });
});

test('a step must give what its token says, and is handed what it takes', () => {
  // @ts-expect-error a text is no number
  defineStep({ ...base('wrong'), takes: [], gives: disk, run: async () => 'twenty' });
  // @ts-expect-error it takes no image
  defineStep({ ...base('curious'), takes: [disk], run: async (taken) => void taken.image });
});
