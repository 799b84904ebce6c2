import { describe, expect, test } from 'vitest';
import { CodedError, explain, HarnessError, messageOf, UsageError, whoseIs } from './errors.ts';

const full = {
  code: 'IMAGE_UNAVAILABLE',
  message: 'no source has example:1',
  likely: 'the name is misspelt',
  hint: 'docker pull example:1',
  details: ['registry: not found', 'archive: no such tar'],
} as const;

describe('explain', () => {
  test('says what happened, why, where, and finally which command to run', () => {
    expect(explain(new HarnessError(full))).toEqual([
      'IMAGE_UNAVAILABLE: no source has example:1',
      '  likely: the name is misspelt',
      '  registry: not found',
      '  archive: no such tar',
      '  next: docker pull example:1',
    ]);
  });

  test('has no empty lines for missing parts', () => {
    expect(explain(new HarnessError({ code: 'LOAD_FAILED', message: 'y' }))).toEqual(['LOAD_FAILED: y']);
  });

  test('shows the stack of an unexpected error, which is a bug in the harness', () => {
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

test("an error belongs to its code's owner, unless the thrower says otherwise; an unexpected error is the harness's", () => {
  expect(whoseIs(new HarnessError(full))).toBe('deployment');
  expect(whoseIs(new HarnessError({ code: 'ENGINE_NOT_RUNNING', message: 'no engine' }))).toBe('machine');
  expect(whoseIs(new HarnessError({ code: 'WAIT_TIMEOUT', message: 'late' }))).toBe('harness');
  expect(whoseIs(new HarnessError({ code: 'WAIT_TIMEOUT', whose: 'deployment', message: 'late' }))).toBe('deployment');
  expect(whoseIs(new TypeError('x is not a function'))).toBe('harness');
});

test('the name of an error contains its owner and code, since test runners keep nothing else', () => {
  expect(new HarnessError(full).name).toBe('HarnessError [deployment IMAGE_UNAVAILABLE]');
});

test('a usage error is distinguishable, and keeps its cause', () => {
  const cause = new Error('ENOENT');
  const error = new UsageError({ ...full, cause });
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({ name: 'UsageError', code: 'IMAGE_UNAVAILABLE', cause });
  expect(new HarnessError(full)).not.toBeInstanceOf(UsageError);
  expect('cause' in new HarnessError(full)).toBe(false);
});
