import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../core/model/run.ts';
import { blockedBy, checkRecord, failed, phaseRecord } from '../core/model/testing/records.ts';
import { cleanRun } from './clean.ts';
import { consoleSummary } from './console.ts';
import { LANGUAGES, type Language } from './messages/translate.ts';
import { renderHtml, renderMarkdown } from './render.ts';
import { ctrf } from './reporters/ctrf.ts';
import { htmlReporter } from './reporters/html.ts';
import { junitXml } from './reporters/junit.ts';
import { hostileCheck, sampleNoGo, sampleRun } from './testing/sample-run.ts';
import { sampleSince } from './testing/sample-since.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const html = (run: RunRecord, language: Language = 'en') => renderHtml(buildView(viewContext(run, language)));
const markdown = (run: RunRecord, language: Language = 'en') => renderMarkdown(buildView(viewContext(run, language)));
const hostile = cleanRun(sampleRun({ checks: [hostileCheck()] }));
const empty = sampleRun({ checks: [], phases: [], ledger: [], claims: [] });

describe('the HTML page', () => {
  it('does not present an empty ledger of a run without a cluster as a success', () => {
    const { kubernetes: _, ...subject } = empty.subject;
    const page = html({ ...empty, subject });
    expect(page).toContain('nothing was deployed and nothing is proven');
    expect(page).not.toContain('every part is the one used in production');
    expect(html(empty)).toContain('every part is the one used in production');
  });

  it('shows verdict and scope in one badge and says what a rehearsal is not', () => {
    const page = html(sampleRun());
    expect(page).toMatch(/class="badge tone-GO">\s*<span class="word">GO<\/span>\s*<span class="scope">\(rehearsal\)/);
    expect(page).toContain('Rehearsal: not a sign-off for the real images');
    expect(page).toContain('<html lang="en" class="rehearsal">');
    const release = html(sampleRun({ scope: 'release', ledger: [] }));
    expect(release).toContain('class="release"');
    expect(release).not.toContain('not a sign-off');
  });

  it('names causes before everything else, and what they block', () => {
    const page = html(sampleNoGo());
    expect(page.indexOf('was answered by web')).toBeLessThan(page.indexOf('What was deployed'));
    expect(page).toContain('Blocks other checks (2)');
  });

  it('loads nothing from anywhere', () => {
    const page = html(sampleNoGo());
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(link|iframe|object)\b|<script [^>]*src|@import|url\(|src="(?!data:)/);
  });

  it('escapes all values, even those from the cluster', () => {
    const page = html(hostile);
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;script&gt;');
  });

  it('can be rendered in each language for a full, a failed and an empty run', () => {
    for (const language of LANGUAGES)
      for (const run of [sampleRun(), sampleNoGo(), hostile, empty]) {
        expect(html(run, language)).not.toMatch(/undefined|NaN|\[object /);
        expect(markdown(run, language)).not.toMatch(/undefined|NaN|\[object /);
        expect(consoleSummary(run, language).join('\n')).not.toMatch(/undefined|NaN|\[object /);
      }
  });

  it('embeds small pictures, links large ones, and takes none from outside the directory', async () => {
    const root = await mkdtemp(join(tmpdir(), 'dify-e2e-html-'));
    const dir = join(root, 'run');
    await mkdir(dir);
    await writeFile(join(dir, 'small.png'), 'small');
    await writeFile(join(dir, 'large.png'), Buffer.alloc(400_000));
    await writeFile(join(root, 'outside.png'), 'secret');
    const evidence = ['small.png', 'large.png', '../outside.png', 'gone.png'].map((path) => ({
      name: path,
      path,
      contentType: 'image/png',
    }));
    await htmlReporter.write(sampleRun({ checks: [checkRecord('a', { evidence })] }), dir, 'en');
    const page = await readFile(join(dir, 'signoff.html'), 'utf8');
    expect([...page.matchAll(/src="([^"]*)"/g)].map((m) => m[1])).toEqual([`data:image/png;base64,${btoa('small')}`]);
    expect(page).toContain('href="./large.png"');
    await rm(root, { recursive: true });
  });
});

describe('the Markdown text', () => {
  it('gives each heading, quote, table and list its own lines', () => {
    const text = markdown(sampleNoGo());
    for (const line of [
      '## Reasons',
      '## What this run does not prove',
      '## Since the last GO',
      '## What was deployed',
    ])
      expect(text).toContain(`\n\n${line}\n\n`);
    expect(text).toMatch(/^> \*\*Rehearsal: not a sign-off for the real images\*\*/m);
    expect(text).toMatch(/^- The real dify-api, .*: doubles ran in their place/m);
  });

  it('has at most 60 lines, whatever went wrong', () => {
    const checks = Array.from({ length: 300 }, (_, index) => checkRecord(`c${index}`, { result: failed('a\nb\nc') }));
    const image = (index: number) => ({ ref: `image-${index}`, source: 'registry', digest: 'sha256:0' }) as const;
    const images = Array.from({ length: 80 }, (_, index) => image(index));
    const { subject } = sampleRun();
    for (const language of LANGUAGES)
      expect(
        markdown(sampleRun({ checks, subject: { ...subject, images }, sinceLastGo: sampleSince(40) }), language).split(
          '\n',
        ).length,
      ).toBeLessThanOrEqual(60);
  });

  it('starts with verdict and scope, and keeps each value within its cell', () => {
    expect(markdown(sampleRun()).startsWith('# GO (rehearsal)\n')).toBe(true);
    const text = markdown(hostile);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/[^\\]\| \\?`x/);
  });

  it('keeps its tables intact: each row follows the previous one', () => {
    for (const block of markdown(sampleNoGo())
      .split('\n\n')
      .filter((one) => one.startsWith('|'))) {
      const columns = block.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect([block, new Set(columns).size]).toEqual([block, 1]);
    }
  });
});

describe('JUnit', () => {
  const xml = (run: RunRecord) => junitXml(run);

  it('counts what a CI server must show: failures, errors for blocked and inconclusive, the rest skipped', () => {
    const text = xml(sampleNoGo());
    expect(text).toMatch(/<testsuites [^>]*failures="2"/);
    expect(text).toMatch(/<testsuites [^>]*errors="3"/);
    expect(text).toMatch(/<testsuites [^>]*skipped="1"/);
  });

  it('is never green for an ERROR or a phase that did not run', () => {
    expect(xml(sampleRun({ harnessErrors: ['k6 crashed'] }))).toMatch(/errors="1"/);
    expect(xml(sampleRun({ phases: [phaseRecord('deploy', { state: 'blocked' })] }))).toMatch(/errors="1"/);
    expect(xml(sampleRun())).not.toMatch(/errors="[1-9]/);
  });

  it('stays well-formed whatever the records contain', () => {
    const text = xml(hostile);
    const outside = text.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').replaceAll(/"[^"]*"/g, '');
    expect(outside).not.toContain('<script');
    expect(outside).not.toContain(']]>');
  });

  it('shows a waived failure as skipped', () => {
    const waivers = [{ check: 'a', reason: 'accepted', owner: 'ops', expires: '2030-01-01' }];
    const text = xml(sampleRun({ checks: [checkRecord('a', { result: failed() }), checkRecord('b')], waivers }));
    expect(text).not.toMatch(/failures="[1-9]/);
    expect(text).toContain('waived; failed');
  });
});

describe('CTRF', () => {
  it('has sums that agree with its tests, and states its schema allows', () => {
    const { results } = ctrf(sampleNoGo());
    const { tests, passed, failed: failures, skipped, pending, other } = results.summary;
    expect(results.tests.length).toBe(tests);
    expect(passed + failures + skipped + pending + other).toBe(tests);
    expect(results.tests.find((test) => test.name === 'login-sign-in')).toMatchObject({
      status: 'other',
      rawStatus: 'blocked',
    });
    expect(results.tests.every((test) => Number.isInteger(test.duration) && Number.isInteger(test.start))).toBe(true);
  });
});

describe('the summary for a terminal', () => {
  it('names the cause first, with the next step, and cuts a long list', () => {
    const lines = consoleSummary(sampleNoGo(), 'en');
    expect(lines[0]).toBe('NO-GO (rehearsal)');
    expect(lines.join('\n')).toContain(
      '1. routing-web-host (NET-2): http://dify.maywzh.com/console/api/ping was answered by web',
    );
    const many = Array.from({ length: 8 }, (_, index) => checkRecord(`c${index}`, { result: failed() }));
    expect(
      consoleSummary(sampleRun({ checks: many }), 'en')
        .at(-1)
        ?.trim(),
    ).toBe('and 3 more');
    const all = consoleSummary(sampleRun({ checks: [checkRecord('a', { result: blockedBy('deploy') })] }), 'zh');
    expect(all[0]).toBe('NO-GO (演练)');
  });
});
