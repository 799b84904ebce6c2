import { satisfies, validRange } from 'semver';
import { expect, test } from 'vitest';
import { firstFixed } from './fix.ts';
import { PRODUCT_NAMES, versionOf } from './products.ts';
import { advisoriesFor, advisoryTable, ageOf, RATINGS } from './table.ts';

const { advisories, date } = advisoryTable();
const ids = (...args: Parameters<typeof advisoriesFor>) => advisoriesFor(...args).map(({ id }) => id);

test.each(advisories.map((one) => [one.id, one] as const))('%s can be looked at again', (_, one) => {
  expect(PRODUCT_NAMES).toContain(one.product);
  expect(validRange(one.affected)).not.toBeNull();
  expect([undefined, ...RATINGS]).toContain(one.severity);
  expect(one.published).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(one.published <= date).toBe(true);
  expect(one.source).toMatch(/^https:\/\//);
  expect(one.title).not.toBe('');
});

test('no version that has the fix is called affected, and each can be read', () => {
  for (const { id, product, affected, fixed } of advisories) {
    for (const text of fixed) {
      const version = versionOf(product, text);
      expect([id, text, version]).not.toContain(undefined);
      expect([id, text, satisfies(version ?? '', affected)]).toEqual([id, text, false]);
    }
  }
});

test('no advisory is there twice for a product', () => {
  const keys = advisories.map(({ id, product }) => `${id} ${product}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('a version is affected up to its fix, on its own line', () => {
  expect(ids('next', '15.5.6')).toContain('CVE-2025-55182');
  expect(ids('next', '15.5.7')).not.toContain('CVE-2025-55182');
  expect(ids('next', '14.2.28')).not.toContain('CVE-2025-55182');
  expect(ids('redis', '7.2.10')).toContain('CVE-2025-49844');
  expect(ids('redis', '7.4.11')).toEqual([]);
  expect(ids('postgres', '16.13.0')).toContain('CVE-2026-6473');
  expect(ids('postgres', '16.14.0')).toEqual([]);
  expect(ids('ingress-nginx', '1.12.0')[0]).toBe('CVE-2025-1974');
});

test('what is exploited comes first', () => {
  expect(ids('next', '15.2.0')[0]).toBe('CVE-2025-55182');
});

test('the fix is the nearest version that has all of them', () => {
  expect(firstFixed('next', '15.5.9', advisoriesFor('next', '15.5.9'))).toBe('15.5.24');
  expect(firstFixed('redis', '7.2.4', advisoriesFor('redis', '7.2.4'))).toBe('7.2.15');
  expect(firstFixed('dify-sandbox', '0.2.15', advisoriesFor('dify-sandbox', '0.2.15'))).toBeUndefined();
});

test('the age is counted in days', () => {
  expect(ageOf({ date: '2026-11-28' }, '2027-02-26')).toBe(90);
});
