import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { HarnessError } from '../core/errors.ts';
import type { RunRecord } from '../core/model/run.ts';
import { historyView } from './view/history.ts';
import type { View } from './view/view.ts';

const FOLDER = join('harness', 'report', 'templates');

/** @returns the page, every value HTML-escaped. */
export function renderHtml(view: View): string {
  return new Eta({ views: templates(), autoEscape: true }).render('./signoff', { ...view, scripts: pageScripts(view) });
}

/** @returns the page that lists the runs of a directory, newest first. */
export function renderHistory(runs: Iterable<RunRecord>): string {
  return new Eta({ views: templates(), autoEscape: true }).render('./history', { runs: historyView(runs) });
}

const CHART = createRequire(import.meta.url).resolve('uplot');

/** The scripts that the page needs, and the policy that allows these and no others; the style of the charts. */
function pageScripts({ parity, picture }: View) {
  const own = (name: string): string => readFileSync(join(templates(), name), 'utf8');
  const chart = (name: string): string => readFileSync(join(dirname(CHART), name), 'utf8').trim();
  const texts = [
    own('page.js'),
    ...(parity ? [own('parity.js')] : []),
    ...(picture ? [chart('uPlot.iife.min.js'), own('picture.js')] : []),
  ];
  const hashes = texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return {
    texts,
    policy: `; script-src ${hashes.join(' ')}`,
    chartStyle: picture ? chart('uPlot.min.css') : '',
  };
}

/** @returns the Markdown text, every value escaped so that it can't create a table, a tag or a heading. */
export function renderMarkdown(view: View): string {
  const eta = new Eta({
    views: templates(),
    autoTrim: false,
    escapeFunction: (value) => escapeMarkdown(String(value)),
    plugins: [{ processTemplate: dropControlLines }],
  });
  return `${eta
    .render('./signoff.md.eta', { ...view, escape: escapeMarkdown })
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** Removes lines with only control tags completely: an empty line would end a Markdown table. */
function dropControlLines(template: string): string {
  return template.replaceAll(/^(<% [^\n]*%>)\n/gm, '$1');
}

/** One line, no active character of GitHub's Markdown. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#]/g, '\\$&');
}

/** The compiler doesn't copy templates, so they are looked up above this file, from `harness/` and `dist/harness/` alike. */
function templates(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    const candidate = join(folder, FOLDER);
    if (existsSync(candidate)) return candidate;
  }
  throw new HarnessError({
    code: 'REPORT_TEMPLATES_MISSING',
    message: `no ${FOLDER} in any folder above ${start}`,
    likely: 'the package was copied without its harness/ folder',
    hint: 'run dify-e2e from a full checkout',
  });
}
