import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PARITY_STATES } from '../core/model/parity.ts';
import type { RunRecord } from '../core/model/run.ts';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import { cleanRun } from './clean.ts';
import { LANGUAGES, type Language } from './messages/translate.ts';
import { renderHtml } from './render.ts';
import { runRecordSchema } from './schema.ts';
import { sampleParity } from './testing/sample-parity.ts';
import { sampleRun } from './testing/sample-run.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const html = (run: RunRecord, language: Language = 'en') => renderHtml(buildView(viewContext(run, language)));
const compared = sampleRun({ parity: sampleParity() });
const scripts = (page: string) => [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '');

describe('the comparison with Compose', () => {
  it('is a table of variables and services, with a cell for each state, in each language', () => {
    for (const language of LANGUAGES) {
      const page = html(compared, language);
      for (const state of PARITY_STATES) expect(page).toContain(`<td class="v-${state}">`);
      for (const { part } of sampleParity().services) expect(page).toMatch(new RegExp(`<th scope="col">${part}\\b`));
      expect(page).not.toMatch(/undefined|NaN|\[object /);
    }
  });

  it('shows both values, where they are defined, and why they may differ', () => {
    const page = html(compared);
    expect(page).toContain('<code>http://sandbox:8194</code>');
    expect(page).toContain('ConfigMap dify-config · fixtures/manifests/dify/10-configmap.yaml:30');
    expect(page).toContain('the address of a service');
  });

  it('has a script beside that of the page, and the security policy names each by its hash', () => {
    const page = html(compared);
    const hashes = scripts(page).map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(hashes).toHaveLength(2);
    expect(page).toContain(`script-src ${hashes.join(' ')}">`);
    expect(page.match(/<script\b/g)).toHaveLength(2);
  });

  it('is absent, with its script, from a run without Compose', () => {
    expect(scripts(html(sampleRun()))).toHaveLength(1);
    expect(html(sampleRun())).not.toContain('id="parity"');
  });

  it('escapes all values', () => {
    const evil = '"><script>alert(1)</script>';
    const cell = {
      variable: evil,
      state: 'differs',
      compose: { value: evil, file: evil, line: 1, source: evil },
    } as const;
    const parity = { composeFile: evil, services: [{ part: evil, cells: [cell] }] };
    expect(html(cleanRun(sampleRun({ parity }))).match(/<script\b/g)).toHaveLength(2);
  });

  it('is kept in the record, and a record of an earlier version has none', () => {
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(compared))).parity).toEqual(sampleParity());
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(sampleRun()))).parity).toBeUndefined();
  });
});

describe('many static checks', () => {
  const rule = (id: string, claim: string) => checkRecord(id, { phase: 'static', claims: [claim] });
  const checks = [
    ...['lint-a', 'lint-b'].map((id) => rule(id, 'NET-2')),
    rule('lint-c', 'ENV-1'),
    { ...rule('lint-d', 'ENV-1'), result: failed('a.yaml:1:1: is wrong') },
    checkRecord('live'),
  ];
  const run = sampleRun({ checks });

  it('are grouped by section when they passed, and listed individually when they did not', () => {
    const [phase] = buildView(viewContext(run, 'en')).phases;
    expect(phase?.checks.map(({ id }) => id)).toEqual(['lint-d']);
    expect(phase?.groups.map(({ title, checks: mine }) => [title, mine.map(({ id }) => id)])).toEqual([
      ['10.1 Environment variables', ['lint-c']],
      ['10.7 Network', ['lint-a', 'lint-b']],
    ]);
    expect(html(run)).toContain('id="check-lint-a"');
  });

  it('are counted next to their claim, and on the first screen', () => {
    expect(html(run)).toContain('static checks passed: 2');
    expect(html(run)).toContain('3 static');
  });
});

it('a long list of causes is folded after the third', () => {
  const many = Array.from({ length: 9 }, (_, index) => checkRecord(`c${index}`, { result: failed() }));
  const page = html(sampleRun({ checks: many }));
  expect(page).toContain('and 6 more');
  expect(page).toContain('<ol start="4">');
  expect(html(sampleRun({ checks: many.slice(0, 3) }))).not.toContain('<ol start=');
});
