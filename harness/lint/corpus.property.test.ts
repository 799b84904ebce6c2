import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeManifests } from '../manifests/testing/sets.ts';
import { lintSet } from './lint-set.ts';
import { SEEDED_FAULTS } from './testing/seeded-faults.ts';
import { type Layout, layouts, soundSet } from './testing/sound-set.ts';

const judged = async (files: Record<string, string>) =>
  lintSet({ manifests: await writeManifests(files), today: '2026-01-01' });

describe('a sound set in any layout, judged by itself', () => {
  test('has no finding, and is understood', { timeout: 180_000 }, async () => {
    const property = fc.asyncProperty(layouts, async (layout) => {
      const { judgement, understood } = await judged(soundSet(layout));
      expect(judgement.findings.map(({ rule, at, message }) => `${rule.id}: ${at.object}: ${message}`)).toEqual([]);
      expect(understood).toMatchObject({ namespace: layout.namespace, difyVersion: '1.11.4', unrecognised: [] });
      const beside = layout.edge === 'nginx' ? ['nginx'] : [];
      expect(understood.parts.map(({ part }) => part).sort()).toEqual([...PARTS, ...beside].sort());
    });
    await fc.assert(property, { numRuns: 25 });
  });

  // Each fault once, in a layout that the seed draws: together they see all of them.
  test.each(SEEDED_FAULTS.map((one) => [`${one.rules[0]}: ${one.from.source}`, one] as const))(
    'has the finding of a fault that is put into it: %s',
    { timeout: 60_000 },
    async (_, { from, to, rules, edge }) => {
      const property = fc.asyncProperty(layouts, async (drawn) => {
        const sound = Object.entries(soundSet({ ...drawn, ...(edge ? { edge } : {}) }));
        const holding = sound.findIndex(([, text]) => from.test(text));
        const files = sound.map(([name, text], index) => [name, index === holding ? text.replace(from, to) : text]);
        expect(holding, 'a file that the fault fits').not.toBe(-1);
        const { judgement } = await judged(Object.fromEntries(files));
        const found = judgement.findings.map((finding) => finding.rule.id);
        expect(
          found.filter((id) => rules.includes(id)),
          `among ${found.join(', ') || 'no finding'}`,
        ).not.toEqual([]);
      });
      await fc.assert(property, { numRuns: 2 });
    },
  );
});

const PARTS = ['api', 'plugin-daemon', 'sandbox', 'ssrf-proxy', 'web', 'worker'];

test('a layout is what it says', () => {
  const layout: Layout = {
    ...{
      namespace: 'x',
      prefix: '',
      registry: 'r/m',
      domain: 'd.org',
      files: 'folders',
      lineEnd: '\r\n',
      edge: 'Ingress',
    },
  };
  const text = Object.values(soundSet(layout)).join('');
  expect(text).toContain('image: r/m/dify-api:1.11.4\r\n');
  expect(text).not.toMatch(/maywzh|langgenius|namespace: dify/);
});
