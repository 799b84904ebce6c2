import { describe, expect, test } from 'vitest';
import { explain, HarnessError, messageOf, UsageError } from './errors.ts';

const full = {
  code: 'IMAGE_UNAVAILABLE',
  message: 'no source has example:1',
  likely: 'the name is misspelt',
  hint: 'docker pull example:1',
  details: ['registry: not found', 'archive: no such tar'],
};

describe('explain', () => {
  test('says what happened, why, where, and last what to type', () => {
    expect(explain(new HarnessError(full))).toEqual([
      'IMAGE_UNAVAILABLE: no source has example:1',
      '  likely: the name is misspelt',
      '  registry: not found',
      '  archive: no such tar',
      '  next: docker pull example:1',
    ]);
  });

  test('has no empty lines for what is not known', () => {
    expect(explain(new HarnessError({ code: 'X', message: 'y' }))).toEqual(['X: y']);
  });

  test('shows the stack of an error that nobody expected: it is a defect of the harness', () => {
    const [line] = explain(new TypeError('x is not a function'));
    expect(line).toMatch(/^TypeError: x is not a function\n +at /);
  });

  test.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [42, '42'],
  ])('takes %j, whatever was thrown', (thrown, line) => {
    expect(explain(thrown)).toEqual([line]);
    expect(messageOf(thrown)).toBe(line);
  });
});

test('a usage error is a harness error that can be told apart, and keeps its cause', () => {
  const cause = new Error('ENOENT');
  const error = new UsageError({ ...full, cause });
  expect(error).toBeInstanceOf(HarnessError);
  expect(error).toMatchObject({ name: 'UsageError', code: 'IMAGE_UNAVAILABLE', cause });
  expect(new HarnessError(full)).not.toBeInstanceOf(UsageError);
  expect('cause' in new HarnessError(full)).toBe(false);
});
