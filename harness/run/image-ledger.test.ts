import { expect, test } from 'vitest';
import { leanedOn } from '../core/model/ledger.ts';
import type { LedgerEntry } from '../core/model/run.ts';
import type { ResolvedImage } from '../provision/images/index.ts';
import { ledgerOf } from './image-ledger.ts';

const image = (more: Partial<ResolvedImage>): ResolvedImage => ({
  ref: 'langgenius/dify-api:1.11.4',
  tag: 'dify-e2e/dify-api:abc',
  id: `sha256:${'f'.repeat(64)}`,
  source: 'packages',
  double: false,
  digest: 'd',
  ...more,
});

async function entryOf(more: Partial<ResolvedImage>): Promise<LedgerEntry | undefined> {
  const ledger = await ledgerOf([image(more)]);
  expect(ledger.length).toBeLessThanOrEqual(1);
  return ledger[0];
}

test.each(['dify-api', 'dify-web', 'dify-sandbox', 'dify-plugin-daemon'])(
  'the double %s stands in the ledger with its own list of differences, and proves nothing for the real part',
  async (recipe) => {
    const entry = await entryOf({ recipe, double: true });
    expect(entry).toMatchObject({
      part: recipe,
      kind: 'double',
      real: 'langgenius/dify-api:1.11.4',
      source: 'packages',
    });
    expect(entry?.differences.length).toBeGreaterThan(0);
    for (const line of entry?.differences ?? []) expect(line).toMatch(/^(?!undefined).+: (?!undefined).+$/s);
    expect(leanedOn([recipe, 'postgres'], entry ? [entry] : [])).toEqual([recipe]);
  },
);

test('a difference says on which version of the real part it was observed, and when, or why it was not', async () => {
  const entry = await entryOf({ recipe: 'dify-sandbox', double: true });
  const [seen, unseen] = [
    /\(observed on the real 0\.2\.12, 2026-\d\d-\d\d\)$/,
    /\(not observed on the real part: .+\)$/,
  ];
  const texts = entry?.differences ?? [];
  expect(texts.filter((text) => !seen.test(text) && !unseen.test(text))).toEqual([]);
  expect(texts.some((text) => seen.test(text)) && texts.some((text) => unseen.test(text))).toBe(true);
});

test('the same software from another source is a substitute, and proves', async () => {
  const entry = await entryOf({ recipe: 'squid', ref: 'ubuntu/squid:5.2-22.04_beta' });
  expect(entry).toMatchObject({ part: 'ssrf-proxy', kind: 'substitute', real: 'ubuntu/squid:5.2-22.04_beta' });
  expect(entry?.used).toContain('sha256:ffff');
  expect(leanedOn(['ssrf-proxy'], entry ? [entry] : [])).toEqual([]);
});

test("the run's own ingress controller stands in for the one of production", async () => {
  const entry = await entryOf({ recipe: 'traefik', ref: 'traefik:v3.6.12' });
  expect(entry).toMatchObject({ part: 'ingress-controller', kind: 'stand-in' });
  expect(leanedOn(['ingress-controller'], entry ? [entry] : [])).toEqual(['ingress-controller']);
});

test.each(['registry', 'archive'] as const)('the image itself, from a %s, is the real part', async (source) => {
  expect(await entryOf({ source })).toBeUndefined();
});

test('a double without a list of differences is an error, not a double without differences', async () => {
  await expect(entryOf({ recipe: 'unknown-double', double: true })).rejects.toThrow(/differences\.yaml/);
});

test.each([true, false])('an image on stock images names them (double: %s)', async (double) => {
  const stock = ['python:3.12-slim (sha256:1)', 'node:24-slim (sha256:2)'];
  const entry = await entryOf({ recipe: 'dify-api', double, stock });
  expect(entry?.differences.join('\n')).toContain('python:3.12-slim (sha256:1) and node:24-slim (sha256:2)');
});
