import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { casesFiles } from '../cases/files.ts';
import { RULES } from '../catalogue.ts';
import { updatedCases } from './update-cases.ts';

const ID = 'pvc-missing';
const text = readFileSync(casesFiles().get(ID) ?? '', 'utf8');
const rule = RULES.find(({ id }) => id === ID);
if (!rule) throw new Error(`no rule ${ID}`);

test('cases that are true stay as they are, letter by letter', async () => {
  expect(await updatedCases(rule, text)).toEqual({ updated: text, problems: [] });
});

test('a message that the rule no longer has is replaced, and nothing else', async () => {
  const stale = text.replaceAll(/message: .*/g, 'message: as it was before');
  expect(stale).not.toBe(text);
  expect((await updatedCases(rule, `# a comment\n${stale}`)).updated).toBe(`# a comment\n${text}`);
});

test('a case on the wrong side is a problem that no rewriting mends', async () => {
  const good = text.slice(text.indexOf('good:\n'), text.indexOf('fixture:\n'));
  const bad = text.slice(text.indexOf('bad:\n'), text.indexOf('good:\n'));
  const withoutFindings = bad.replace('bad:', 'good:').replace(/ {4}findings:\n[\s\S]*/, '');
  const { problems } = await updatedCases(rule, text.replace(good, withoutFindings));
  expect(problems).toEqual(['good case 1 has a finding']);
});
