import { join, sep } from 'node:path';
import { packageRoot } from './package-root.ts';

/** @returns whether the program was installed from a package, rather than cloned. */
const isInstalled = (root: string): boolean => root.split(sep).includes('node_modules');

/**
 * @param args the verb and its options: `down --all`.
 * @returns the command that starts this program as the user has it, for messages.
 */
export function ownCommand(args: string, root = packageRoot()): string {
  return isInstalled(root) ? `npx dify-e2e ${args}` : `npm run dify-e2e -- ${args}`;
}

/** @returns the command that starts Playwright with the checks of this program: Playwright looks for a config only where it is called. */
export function playwrightCommand(args: string, root = packageRoot()): string {
  const config = isInstalled(root) ? ` --config ${join(root, 'dist', 'playwright.config.js')}` : '';
  return `npx playwright test${config} ${args}`.trimEnd();
}
