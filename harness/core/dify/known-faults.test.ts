import { expect, test } from 'vitest';
import { KNOWN_FAULTS, knownFaults } from './known-faults.ts';

const idsOf = (version: string) => knownFaults(version).map(({ id }) => id);

test('a fault counts for the versions in which it is known, and for no other', () => {
  expect(idsOf('1.9.0')).toEqual([]);
  expect(idsOf('1.9.1')).toEqual(['ssl-verify-ignored']);
  expect(idsOf('1.11.4')).toEqual(['web-first-page-script-error', 'ssl-verify-ignored']);
  expect(idsOf('1.14.2')).toEqual(['ssl-verify-ignored']);
  expect(idsOf('1.15.0')).toEqual([]);
  expect(idsOf('main')).toEqual([]);
});

test('every fault has a source and a date, so that it can be looked at again', () => {
  for (const { source, date } of KNOWN_FAULTS) {
    expect(source).not.toBe('');
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
