import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../core/model/run.ts';
import { checkRecord, failed } from '../core/model/testing/records.ts';
import { renderHtml } from './render.ts';
import { sampleNoGo, sampleRun } from './testing/sample-run.ts';
import { sampleSince } from './testing/sample-since.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const viewOf = (run: RunRecord) => buildView(viewContext(run, 'en'));
const gapsOf = (run: RunRecord) =>
  viewOf(run).gaps.map(({ text, items }) => [text, items.map(({ id }) => id)] as const);
/** What a reader sees before opening anything. */
const firstScreen = (run: RunRecord) => renderHtml(viewOf(run)).split('<details class="part')[0] ?? '';
const { subject } = sampleRun();

describe('what a run does not prove', () => {
  it('is a sentence for each reason, with the claims behind it, doubles first', () => {
    const [doubles, standIns] = gapsOf(sampleRun({ checks: [checkRecord('a', { needs: ['dify-api', 'postgres'] })] }));
    expect(doubles?.[0]).toBe(
      'The real dify-api, dify-web, dify-sandbox, dify-plugin-daemon: doubles ran in their place (claims: 1).',
    );
    expect(doubles?.[1]).toEqual(['DEP-3']);
    expect(standIns?.[0]).toMatch(/^Your own postgres, redis, .*: stand-ins ran in their place \(claims: 1\)/);
  });

  it('names checks that were left out, blocked, undecided or waived', () => {
    const waivers = [{ check: 'w', reason: 'accepted', owner: 'ops', expires: '2030-01-01' }];
    const states = ['skipped', 'inconclusive'] as const;
    const checks = [
      checkRecord('w', { result: failed() }),
      checkRecord('b', { result: { state: 'blocked', by: 'w', reason: 'no' } }),
      ...states.map((state) => checkRecord(state, { result: { state, reason: 'no' } })),
    ];
    const gaps = gapsOf(sampleRun({ checks, waivers, claims: [], ledger: [] }));
    expect(gaps.map(([, ids]) => ids)).toEqual([['inconclusive'], ['b'], ['skipped'], ['w']]);
    expect(gaps[0]?.[0]).toContain('1 (mandatory: 1)');
  });

  it('is everything if nothing was deployed, and nothing if every claim was tested on the real parts', () => {
    const { kubernetes: _, ...rest } = subject;
    expect(gapsOf(sampleRun({ subject: rest }))[0]?.[0]).toContain('nothing was deployed and nothing is proven');
    const proven = sampleRun({ ledger: [], claims: [], checks: [checkRecord('a')], scope: 'release' });
    expect(gapsOf(proven)).toEqual([]);
    expect(firstScreen(proven)).toContain('tested on the real parts');
  });
});

describe('the first screen', () => {
  const images = [
    { ref: 'langgenius/dify-api:1.11.4', source: 'packages', double: true, digest: `sha256:${'a'.repeat(64)}` },
    { ref: 'nginx:1', source: 'registry', digest: `sha256:${'b'.repeat(64)}` },
  ] as const;

  it('says what was deployed, with digests, by whom and when', () => {
    const config = { file: 'configs/x.yaml', digest: `sha256:${'c'.repeat(64)}` };
    const page = firstScreen(sampleRun({ subject: { ...subject, images, config, startedBy: 'li.wei' } }));
    for (const text of [
      'langgenius/dify-api:1.11.4',
      'aaaaaaaaaaaa',
      'nginx:1',
      'bbbbbbbbbbbb',
      'cccccccccccc',
      'li.wei',
    ])
      expect(page).toContain(text);
    expect(page).toContain('2026-03-01 10:00:00 UTC');
    expect(page).toMatch(/k-double">double<\/span> <span class="mono">langgenius/);
    expect(page).toMatch(/k-real">real<\/span> <span class="mono">nginx:1/);
  });

  it('says what changed since the last GO, or that there was none', () => {
    expect(firstScreen(sampleRun())).toContain('No earlier GO');
    const page = firstScreen(sampleRun({ sinceLastGo: sampleSince() }));
    expect(page).toContain('New problems (1): routing-web-host');
    expect(page).toContain('Solved (1): rbac-present');
    expect(page).toContain('aaaaaaaaaaaa → bbbbbbbbbbbb');
    expect(page).toContain('load-0, p95: 310 ms → 2,431 ms (usually 250 ms to 420 ms)');
  });

  it('gives the declared checks as the denominator', () => {
    expect(firstScreen(sampleNoGo())).toContain('13 checks declared (10 mandatory, 1 recommended, 2 informational)');
  });

  it('links to every part below it, and each link has its target', () => {
    const page = renderHtml(viewOf(sampleNoGo()));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).toEqual(
      expect.arrayContaining(['claims', 'checks', 'ledger', 'check-routing-web-host', 'claim-NET-2']),
    );
    for (const id of links) expect(page).toContain(`id="${id}"`);
  });
});
