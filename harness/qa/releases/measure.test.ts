import { expect, test } from 'vitest';
import { filesFrom, SMALL } from '../../releases/extract/testing/release-files.ts';
import { upgradePlan } from '../../releases/plan.ts';
import { measureFailures, measureTable, namesIn } from './measure.ts';
import { rawNames } from './raw-names.ts';

test('a plain search finds names of variables, services and locations', () => {
  const { variables, services, locations } = rawNames(filesFrom(SMALL));
  expect([...variables]).toEqual(
    expect.arrayContaining(['LOG_LEVEL', 'SANDBOX_PORT', 'PORT', 'LOG_TZ', 'LIVE_UPSTREAM']),
  );
  expect([...services]).toEqual(['api', 'sandbox', 'plugin_daemon', 'weaviate']);
  expect([...locations]).toEqual(['/api', '/live/', '/exact']);
});

test('a plan names what is added, removed, or has another value', () => {
  const named = namesIn(upgradePlan('1.9.2', '1.11.4'));
  expect(named).toContain('location /triggers');
  expect(named).toContain('variable COOKIE_DOMAIN');
  expect(named).toContain('image api');
  expect(named).toContain('image plugin_daemon');
  expect(named).not.toContain('variable GUNICORN_TIMEOUT');
});

test('the share is printed for each pair, and too little fails', () => {
  const pairs = [
    { from: '1.0.0', to: '1.0.1', differing: 20, missed: ['variable A'] },
    { from: '1.0.1', to: '1.1.0', differing: 10, missed: ['variable B'] },
    { from: '1.1.0', to: '1.1.1', differing: 0, missed: [] },
  ];
  expect(measureTable(pairs).at(-1)).toBe('in all: 93.33 %');
  expect(measureFailures(pairs)).toEqual([expect.stringContaining('1.0.1 → 1.1.0: only 90.0 % named')]);
});
