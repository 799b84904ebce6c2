import { expect, test } from 'vitest';
import { choose, undecided } from './scope.ts';

const images = (missing: string[], problems: string[] = []) => ({ search: async () => ({ missing, problems }) });

test('when every image can be had it is a release', async () => {
  expect(await choose(images([]), ['a:1', 'b:1'])).toEqual({
    scope: 'release',
    reason: 'all 2 images of the set come from a registry or an archive',
  });
});

test('one image that is missing makes a rehearsal, and says which and why', async () => {
  const { scope, reason } = await choose(images(['b:1', 'c:1'], ['the folder x does not exist']), [
    'a:1',
    'b:1',
    'c:1',
  ]);
  expect(scope).toBe('rehearsal');
  expect(reason).toBe('no registry or archive has b:1 and 1 more; the folder x does not exist');
});

test.each(['release', 'rehearsal'] as const)('scope: %s stays what it is', (scope) => {
  expect(undecided({ scope })).toMatchObject({ scope, reason: `scope: ${scope} in the config` });
});

test('a run that ended before the decision is never called a release', () => {
  expect(undecided({ scope: 'auto' }).scope).toBe('rehearsal');
});
