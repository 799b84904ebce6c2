import { expect, test } from 'vitest';
import { CodedError, messageOf, UsageError } from './index.ts';

test('an error carries everything that the user is shown', () => {
  const cause = new Error('refused');
  const init = { code: 'X_FAILED', message: 'X failed', likely: 'Y', hint: 'run z', details: ['a:1: b'], cause };
  expect({ ...new CodedError(init) }).toMatchObject({ code: 'X_FAILED', likely: 'Y', hint: 'run z' });
  expect(new CodedError(init)).toMatchObject({ message: 'X failed', details: ['a:1: b'], cause });
});

test('without details there are none, and without a cause there is no cause', () => {
  const error = new CodedError({ code: 'X_FAILED', message: 'X failed' });
  expect(error.details).toEqual([]);
  expect('cause' in error).toBe(false);
});

test('a usage error is a coded error that can be told from others', () => {
  const error = new UsageError({ code: 'X_INVALID', message: 'x' });
  expect(error).toBeInstanceOf(CodedError);
  expect(error.name).toBe('UsageError');
  expect(new CodedError({ code: 'X_INVALID', message: 'x' })).not.toBeInstanceOf(UsageError);
});

test.each([
  [new Error('broken'), 'broken'],
  ['text', 'text'],
  [undefined, 'undefined'],
])('messageOf(%s) is %s', (thrown, expected) => {
  expect(messageOf(thrown)).toBe(expected);
});
