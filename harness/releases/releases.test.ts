import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dataFolder, releaseFactsOf, releaseIndex } from './data.ts';
import type { ReleaseFacts } from './facts.ts';
import { planBetween, upgradePlan } from './plan.ts';
import { planJson, planText } from './plan-text.ts';
import { compareReleases } from './versions.ts';

const { releases, notRead } = releaseIndex();

describe('the data', () => {
  test('it covers every release from 0.15.0 to 1.16.0, in order, with a file each; what is missing is said', () => {
    expect(releases[0]).toBe('0.15.0');
    expect(releases).toContain('1.16.0');
    expect(releases).toEqual([...releases].sort(compareReleases));
    expect(readdirSync(dataFolder()).sort()).toEqual(
      ['index.json', ...releases.map((version) => `${version}.json`)].sort(),
    );
    for (const { version, reason } of notRead)
      expect([releases.includes(version), reason]).toEqual([false, expect.any(String)]);
  });

  test('each release has what every release of Dify has', () => {
    for (const version of releases) {
      const facts = releaseFactsOf(version);
      expect(facts.version).toBe(version);
      expect(Object.keys(facts.services)).toEqual(
        expect.arrayContaining(['api', 'worker', 'web', 'sandbox', 'ssrf_proxy']),
      );
      expect(facts.queues).toContain('dataset');
      expect(facts.modes).toEqual(expect.arrayContaining(['api', 'worker', 'beat']));
      expect(facts.routes).toMatchObject({ '/': 'web:3000', '/console/api': 'api:5001' });
      expect(Object.keys(facts.settings).length).toBeGreaterThan(300);
      expect(facts.next).toMatch(/^\d+\.\d+\.\d+/);
    }
  });

  test.each([
    ['1.10.0', { users: { api: 'root', web: '1001' } }],
    ['1.10.1', { users: { api: '1001', web: '1001' } }],
    ['1.11.4', { settings: expect.objectContaining({ SQLALCHEMY_POOL_SIZE: '30' }) }],
    ['1.14.1', { routes: expect.objectContaining({ '/socket.io/': 'api_websocket:5001' }) }],
  ])('%s is as its files say', (version, expected) => {
    expect(releaseFactsOf(version)).toMatchObject(expected);
  });
});

describe('what differs', () => {
  const names = (from: string, to: string, kind: string, weight?: string): string[] =>
    upgradePlan(from, to)
      .differences.filter((one) => one.kind === kind && (!weight || one.weight === weight))
      .map(({ name }) => name);

  test('0.15.8 → 1.0.0: the plugin daemon, its route, its key and its address', () => {
    expect(names('0.15.8', '1.0.0', 'service', 'must')).toEqual(['plugin_daemon']);
    expect(names('0.15.8', '1.0.0', 'route', 'must')).toEqual(['/e/']);
    expect(names('0.15.8', '1.0.0', 'variable', 'must')).toEqual(
      expect.arrayContaining(['INNER_API_KEY_FOR_PLUGIN', 'PLUGIN_DAEMON_KEY', 'PLUGIN_DAEMON_URL']),
    );
    expect(names('0.15.8', '1.0.0', 'note', 'must')).toEqual(['plugins']);
  });

  test('1.9.2 → 1.11.4: triggers, their queues, the user of the API image, and the daemon that goes with it', () => {
    expect(names('1.9.2', '1.11.4', 'route', 'must')).toEqual(['/triggers']);
    expect(names('1.9.2', '1.11.4', 'queue', 'must')).toContain('schedule_executor');
    expect(names('1.9.2', '1.11.4', 'user', 'must')).toEqual(['api']);
    expect(names('1.9.2', '1.11.4', 'companion', 'must')).toEqual(['plugin_daemon']);
  });

  test('stores of Compose are nothing that a deployment must have', () => {
    expect(names('1.10.0', '1.10.1', 'service', 'must')).toEqual([]);
    expect(names('1.10.0', '1.10.1', 'service', 'know')).toEqual(['db', 'db_mysql', 'db_postgres', 'seekdb']);
  });

  test('the same release has no differences, and the way back is called one', () => {
    expect(upgradePlan('1.11.4', '1.11.4').differences).toEqual([]);
    expect(planText(upgradePlan('1.11.4', '1.11.4'), { all: false })).toContain('Nothing differs');
    expect(planText(upgradePlan('1.16.0', '1.11.4'), { all: false })).toContain('This is a way back');
  });

  test('a line to add names no service of Compose', () => {
    for (const { line = '', to } of upgradePlan('0.15.0', '1.16.0').differences) {
      if (!to?.includes('://')) continue;
      expect(line).not.toMatch(/\/\/(api|plugin_daemon|agent_backend|ssrf_proxy|local_sandbox)\b/);
    }
  });

  const base = releaseFactsOf('1.11.4');
  const withSetting = (value: string): ReleaseFacts => ({
    ...base,
    settings: { ...base.settings, GUNICORN_LIMIT: value },
  });

  test('a default that takes effect where nothing is set is to be checked, with the line that keeps it', () => {
    const [difference] = planBetween(withSetting('1'), withSetting('2')).differences;
    expect(difference).toMatchObject({ kind: 'default', weight: 'should', from: '1', to: '2' });
    expect(difference?.line).toBe('GUNICORN_LIMIT: "1"  # as before');
  });

  test('a variable that nothing reads any more is only to be known', () => {
    expect(planBetween(withSetting('1'), base).differences).toMatchObject([
      { kind: 'removed-variable', name: 'GUNICORN_LIMIT', weight: 'know' },
    ]);
  });

  test('a migration that an older branch has and the newer release lacks is said', () => {
    const branch = { ...base, migrations: { ...base.migrations, ffff: [] } };
    expect(planBetween(branch, base).differences).toMatchObject([
      { kind: 'migration', change: 'removed', weight: 'must' },
    ]);
  });
});

describe('the plan as text and JSON', () => {
  const plan = upgradePlan('1.11.4', '1.16.0');

  test('the text is short; --all tells everything', () => {
    const [text, all] = [planText(plan, { all: false }), planText(plan, { all: true })];
    expect(text.split('\n').length).toBeLessThan(80);
    expect(text).toMatch(/^Dify 1\.11\.4 .* → 1\.16\.0 .*: \d+ to do, \d+ to check, \d+ to know\n/);
    for (const { name, kind } of plan.differences) if (kind === 'variable') expect(all).toContain(name);
  });

  test('the JSON has every difference and the counts', () => {
    const json = JSON.parse(planJson(plan));
    expect(json).toMatchObject({ schema: 'dify-e2e/upgrade-plan/1', from: { version: '1.11.4' }, isDowngrade: false });
    expect(json.counts.must + json.counts.should + json.counts.know).toBe(json.differences.length);
  });
});
