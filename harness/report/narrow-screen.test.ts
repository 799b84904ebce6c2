import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LANGUAGES } from './messages/translate.ts';
import { renderHtml } from './render.ts';
import { sampleParity } from './testing/sample-parity.ts';
import { sampleNoGo } from './testing/sample-run.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const waivers = [{ check: 'rbac-present', reason: 'accepted', owner: 'ops', expires: '2030-01-01' }];
const run = { ...sampleNoGo(), parity: sampleParity(), waivers };
const pages = LANGUAGES.map((language) => renderHtml(buildView(viewContext(run, language))));
const phoneRules = readFileSync(join(import.meta.dirname, 'templates', 'phone.css.eta'), 'utf8').trim();

test('each table fits a narrow screen: its rows are stacked, or it scrolls in a box of its own', () => {
  for (const page of pages) {
    const tables = [...page.matchAll(/(<div class="scroll(?:-x)?"[^>]*>\s*)?<table(?: class="([^"]*)")?>/g)];
    expect(tables.length).toBeGreaterThan(4);
    for (const [text, scrolls, names = ''] of tables)
      expect([text, scrolls !== undefined || names.split(' ').includes('stacked')]).toEqual([text, true]);
  }
});

test('a stacked row says what each of its values is, since its heading is not shown', () => {
  for (const page of pages)
    for (const [table] of page.matchAll(/<table class="wide stacked">[\s\S]*?<\/table>/g)) {
      const cells = [...table.matchAll(/<td([^>]*)>/g)].map(([, attributes = '']) => attributes);
      const columns = [...table.matchAll(/<th>/g)].length;
      cells.forEach((attributes, index) => {
        if (index % columns > 0) expect(attributes).toMatch(/data-label="[^"]+"/);
      });
    }
});

test('the rules for narrow screens come after the others and are kept off paper', () => {
  expect(phoneRules).toMatch(/^@media screen and \(max-width:640px\)\{/);
  for (const page of pages)
    expect(page).toMatch(/@media print[\s\S]*@media screen and \(max-width:640px\)[\s\S]*<\/style>/);
});
