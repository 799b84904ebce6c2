import type { TestResult } from '@playwright/test/reporter';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { HarnessError } from '../../harness/index.ts';
import { failureOf } from './failure.ts';

const resultWith = (...messages: string[]) => ({ errors: messages.map((message) => ({ message })) }) as TestResult;
/** As Playwright records an error. */
const written = (error: Error): string => `${error.name}: ${error.message}`;

test.each([
  ['an assertion', 'Error: the API answers 502\nsecond line'],
  ['an error of the deployment', written(new HarnessError({ code: 'SIGN_IN_FAILED', message: 'the API answers 502' }))],
  ['a failed connection', 'TypeError: fetch failed'],
  ['a response that is not JSON', 'SyntaxError: Unexpected token < in JSON'],
])('%s is the deployment’s failure', (_, message) => {
  expect(failureOf(resultWith(message)).state).toBe('failed');
});

test.each([
  ['harness', written(new HarnessError({ code: 'HOST_NOT_UNDER_TEST', message: 'no' }))],
  ['harness', written(new HarnessError({ code: 'WAIT_UNOBSERVABLE', message: 'no' }))],
  ['harness', 'TypeError: x is not a function'],
  ['harness', 'ReferenceError: y is not defined'],
  ['machine', written(new HarnessError({ code: 'DISK_FULL', message: 'no' }))],
  ['machine', 'browserType.launch: Executable does not exist'],
])('an error of the %s leaves the check inconclusive: %s', (whose, message) => {
  expect(failureOf(resultWith(message))).toMatchObject({ state: 'inconclusive', whose });
});

test('the reason is what happened, without class names; everything else follows', () => {
  const error = new HarnessError({ code: 'SIGN_IN_FAILED', message: 'the console answered 500\nbody' });
  expect(failureOf(resultWith(written(error), 'Error: later'))).toEqual({
    state: 'failed',
    reason: 'the console answered 500',
    details: ['body', 'later'],
  });
});

test('a response of another shape is told in words', () => {
  const { error } = z.object({ data: z.array(z.object({ id: z.string() })) }).safeParse({ data: [{ id: 1 }] });
  expect(failureOf(resultWith(`ZodError: ${error?.message}`))).toEqual({
    state: 'failed',
    reason: 'a response does not have the expected shape',
    details: ['data.0.id: Invalid input: expected string, received number'],
  });
});
