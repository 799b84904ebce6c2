import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeManifests } from '../manifests/testing/sets.ts';
import { lintSet } from './lint-set.ts';
import { type Layout, layouts, soundSet } from './testing/sound-set.ts';

const judged = async (files: Record<string, string>) =>
  lintSet({ manifests: await writeManifests(files), today: '2026-01-01' });

describe('a sound set in any layout, judged by itself', () => {
  test('has no finding, and is understood', { timeout: 180_000 }, async () => {
    const property = fc.asyncProperty(layouts, async (layout) => {
      const { judgement, understood } = await judged(soundSet(layout));
      expect(judgement.findings.map(({ rule, at, message }) => `${rule.id}: ${at.object}: ${message}`)).toEqual([]);
      expect(understood).toMatchObject({ namespace: layout.namespace, difyVersion: '1.11.4', unrecognised: [] });
      expect(understood.parts.map(({ part }) => part).sort()).toEqual(PARTS);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test('has the finding of a fault that is put into it', { timeout: 180_000 }, async () => {
    const property = fc.asyncProperty(layouts, fc.constantFrom(...FAULTS), async (layout, [from, to, rule]) => {
      const files = Object.entries(soundSet(layout)).map(([name, text]) => [name, text.replace(from, to)]);
      const { judgement } = await judged(Object.fromEntries(files));
      expect(judgement.findings.map((finding) => finding.rule.id)).toContain(rule);
    });
    await fc.assert(property, { numRuns: 15 });
  });
});

const PARTS = ['api', 'plugin-daemon', 'sandbox', 'ssrf-proxy', 'web', 'worker'];

const FAULTS: readonly (readonly [from: RegExp, to: string, rule: string])[] = [
  [/COOKIE_DOMAIN: [a-z.]+/, 'COOKIE_DOMAIN: elsewhere.org', 'cookie-domain-wrong'],
  [/(dify-web:)1\.11\.4/, '$11.9.0', 'image-version-differs'],
  [/key: CODE_EXECUTION_API_KEY/, 'key: CODE_EXECUTION_KEY', 'secret-key-missing'],
];

test('a layout is what it says', () => {
  const layout: Layout = {
    ...{ namespace: 'x', prefix: '', registry: 'r/m', domain: 'd.org', files: 'folders', lineEnd: '\r\n' },
  };
  const text = Object.values(soundSet(layout)).join('');
  expect(text).toContain('image: r/m/dify-api:1.11.4\r\n');
  expect(text).not.toMatch(/maywzh|langgenius|namespace: dify/);
});
