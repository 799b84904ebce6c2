import { expect, test } from 'vitest';
import { ownCommand, playwrightCommand } from './own-command.ts';

test.each([
  ['a clone', '/home/me/dify-e2e', 'npm run dify-e2e -- down --all', 'npx playwright test --list'],
  [
    'an installed package',
    '/home/me/x/node_modules/dify-e2e',
    'npx dify-e2e down --all',
    'npx playwright test --config /home/me/x/node_modules/dify-e2e/dist/playwright.config.js --list',
  ],
])('messages of %s name commands that work there', (_, root, own, playwright) => {
  expect(ownCommand('down --all', root)).toBe(own);
  expect(playwrightCommand('--list', root)).toBe(playwright);
});
