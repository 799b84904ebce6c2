import { expect, type Locator, type Page } from '@playwright/test';

/** A menu that is there opens at once; one that stays shut has no such entry. */
const OPEN_MS = 3000;

/**
 * Picks an entry from one of the page's menus, as a person would who does not know in which it is: opens one after the other,
 * the last first, since the account's menu comes after the workspace's. Menus and entries are known by their roles, which are
 * the same in all versions of the console; what their buttons show is not.
 * @throws Error that names the menus, when none has the entry.
 */
export async function pickFromMenus(page: Page, entry: string): Promise<void> {
  const buttons = page.locator('[aria-haspopup="menu"]:visible');
  await expect(buttons.first(), 'the page must have menus').toBeVisible();
  const all = (await buttons.all()).reverse();
  for (const button of all) {
    const item = await opened(page, button, entry);
    if (item) return item.click();
    await page.keyboard.press('Escape');
  }
  const names = await Promise.all(all.map((button) => button.innerText().catch(() => '?')));
  throw new Error(
    `none of the page's menus has an entry "${entry}": ${names.map((name) => JSON.stringify(name)).join(', ')}`,
  );
}

async function opened(page: Page, button: Locator, entry: string): Promise<Locator | undefined> {
  await button.click();
  const item = page.getByRole('menuitem', { name: entry });
  const isThere = await item.waitFor({ timeout: OPEN_MS }).then(
    () => true,
    () => false,
  );
  return isThere ? item : undefined;
}
