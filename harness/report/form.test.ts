import { expect, test } from 'vitest';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import type { Language } from './messages/translate.ts';
import { renderHtml } from './render.ts';
import { sampleNoGo, sampleRun } from './testing/sample-run.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const formOf = (run = sampleRun(), language: Language = 'zh') => buildView(viewContext(run, language)).form;

test.each([
  ['通过', {}],
  ['有条件通过', { checks: [checkRecord('a'), checkRecord('b', { severity: 'recommended', result: failed() })] }],
  ['不通过', { checks: [checkRecord('a', { result: failed() })] }],
  ['无法判定', { checks: [] }],
  ['无法判定', { harnessErrors: ['broke'] }],
] as const)('the conclusion is %s', (conclusion, partial) => {
  expect(formOf(sampleRun({ ledger: [], scope: 'release', ...partial })).conclusion).toBe(conclusion);
  expect(formOf(sampleRun(partial)).conclusion).toBe(`仅限演练：${conclusion}`);
});

test('open defects are graded by their weight, and fatal if they kept other checks from running', () => {
  expect(formOf(sampleNoGo()).grades.map(({ label, ids }) => [label, ids])).toEqual([
    ['致命', ['routing-web-host']],
    ['严重', []],
    ['一般', ['load-api']],
    ['提示', ['rbac-present']],
  ]);
  const alone = sampleRun({ checks: [checkRecord('a', { result: { state: 'flaky', reason: 'x' } })] });
  expect(formOf(alone).grades.map(({ count }) => count)).toEqual([0, 1, 0, 0]);
});

test('it has residual risks, deferred defects with owner and date, and lines to sign', () => {
  const waivers = [{ check: 'a', reason: 'accepted', owner: 'ops', expires: '2030-01-01' }];
  const run = sampleRun({ checks: [checkRecord('a', { result: failed() }), checkRecord('b')], waivers });
  const form = formOf({ ...run, subject: { ...run.subject, startedBy: 'li.wei' } }, 'en');
  expect(form.risks.join()).toContain('a waiver accepts');
  expect(form.deferred).toEqual(waivers);
  expect(form.signatures.map(({ name }) => name)).toEqual(['li.wei', '', '']);
  expect(form.validity.join()).toContain('does not support a decision about the real images');
  expect(formOf(sampleRun({ scope: 'release', ledger: [] }), 'en').validity).toHaveLength(1);
  expect(renderHtml(buildView(viewContext(run, 'en')))).toContain('id="form"');
});
