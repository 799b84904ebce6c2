import { expect, test } from 'vitest';
import { visit } from './console-pages.ts';

const URL = 'http://dify.example/apps';

/** A page whose navigations end like this, one after the other; the last one for good. */
function pageWith(...ends: readonly string[]) {
  const opened: string[] = [];
  const left = [...ends];
  const goto = async (path: string) => {
    opened.push(path);
    const end = left.length > 1 ? left.shift() : left[0];
    if (end) throw new Error(end);
    return null;
  };
  return { opened, page: { goto, waitForLoadState: async () => undefined } };
}

test.each([`page.goto: net::ERR_ABORTED at ${URL}`, 'page.goto: Navigation is interrupted by another navigation to x'])(
  'a navigation that a redirect of the page replaced is begun anew: %s',
  async (replaced) => {
    const { page, opened } = pageWith(replaced, replaced, '');
    await visit(page, '/apps');
    expect(opened).toEqual(['/apps', '/apps', '/apps']);
  },
);

test('a page that cannot be opened fails at once', async () => {
  const { page, opened } = pageWith(`page.goto: net::ERR_CONNECTION_REFUSED at ${URL}`);
  await expect(visit(page, '/apps')).rejects.toThrow('ERR_CONNECTION_REFUSED');
  expect(opened).toHaveLength(1);
});

test('a page that never stops redirecting fails with what the browser said', async () => {
  const { page } = pageWith(`page.goto: net::ERR_ABORTED at ${URL}`);
  await expect(visit(page, '/apps')).rejects.toThrow('ERR_ABORTED');
});
