import { describe, expect, test } from 'vitest';
import { interpolated, shownDefault, withDefaults } from './defaults.ts';
import { migrationFacts } from './migrations.ts';
import { nextVersion } from './next-version.ts';
import { releaseFacts } from './release.ts';
import { filesFrom, SMALL } from './testing/release-files.ts';

const identity = { version: '9.0.0', date: '2026-01-31', commit: 'abc', by: 'tag' } as const;
const facts = releaseFacts(filesFrom(SMALL), identity);

describe('facts of a release', () => {
  test('services have image, MODE, mounts, container ports and profiles', () => {
    expect(facts.services.api).toMatchObject({ mode: 'api', volumes: ['/app/storage'], shared: true });
    expect(facts.services.plugin_daemon?.ports).toEqual(['5003']);
    expect(facts.services.weaviate?.profiles).toEqual(['weaviate']);
  });

  test('a service has only variables of its own; those given to all are shared, with the value of .env', () => {
    expect(facts.services.api?.env).toEqual({ MODE: 'api', DAEMON_URL: 'http://plugin_daemon:5002' });
    expect(facts.services.sandbox?.env).toEqual({ PORT: '8194' });
    expect(facts.shared.LOG_LEVEL).toBe('WARN');
  });

  test('variables of .env: written, commented out, quoted, and only in ${…}', () => {
    expect(facts.env).toMatchObject({ LOG_LEVEL: 'WARN', LOG_TZ: '', QUOTED: 'a b', SANDBOX_PORT: '8194' });
    expect(facts.env.LIVE_UPSTREAM).toBe('api_live:5001');
  });

  test('a public secret is not repeated', () => {
    expect(facts.shared.SECRET_KEY).toMatch(/^public:[0-9a-f]{6}$/);
    expect(JSON.stringify(facts)).not.toContain('sk-of-nobody');
  });

  test('settings have the defaults of the code, also under their aliases', () => {
    expect(facts.settings).toEqual({
      ...{ TIMEOUT: '600', ENABLED: 'true', KIND: 'a', NOTHING: '', PLAIN: '5' },
      ...{ INNER_URL: '', SERVER_URL: '' },
    });
  });

  test('the entrypoint says what it reads, the queues of the self-hosted edition and the values of MODE', () => {
    expect(facts.reads.api).toEqual(['AMOUNT', 'CELERY_QUEUES', 'EDITION', 'LANG', 'READ_DIRECTLY']);
    expect(facts.queues).toEqual(['dataset', 'mail']);
    expect(facts.modes).toEqual(['api', 'beat', 'worker']);
  });

  test('locations lead to services, also through a variable; comments do not count', () => {
    expect(facts.routes).toEqual({ '/api': 'api:5001', '/exact': 'web:3000', '/live/': 'api_live:5001' });
  });

  test('users are numbers where the Dockerfile says which, and root where it says nothing', () => {
    expect(facts.users).toEqual({ api: '1001', web: 'root' });
  });

  test('migrations name what takes long on large tables, on the way up only', () => {
    expect(facts.migrations).toEqual({ aaaa11112222: ['end_users: rows updated', 'messages: new index'] });
    expect(migrationFacts('# no revision')).toBeUndefined();
  });

  test('the version of Next.js is that of the lock file', () => {
    expect(facts.next).toBe('16.2.9');
    expect(nextVersion('next@^14.2.0:\n  version "14.2.28"\n', '{}')).toBe('14.2.28');
    expect(nextVersion('', '{"dependencies":{"next":"~15.0.0"}}')).toBe('~15.0.0');
  });

  test('what is no checkout of Dify is refused', () => {
    expect(() => releaseFacts(filesFrom({}), identity)).toThrow('9.0.0: no docker/docker-compose.yaml');
  });
});

describe('defaults', () => {
  test.each([
    ['${A:-x}', 'x'],
    ['${A:-${B:-y}}/z', 'y/z'],
    ['${A:-/e/{id}}', '/e/{id}'],
    ['$${A}', '${A}'],
    ['${A}', ''],
    ['${A', '${A'],
  ])('%s is %s without an .env', (text, value) => {
    expect(withDefaults(text)).toBe(value);
  });

  test('names in ${…} are found in defaults of others, too', () => {
    expect([...interpolated('${A:-${B:-y}} ${C}')]).toEqual([
      ['A', 'y'],
      ['B', 'y'],
      ['C', ''],
    ]);
  });

  test.each([
    ['DB_PASSWORD', 'difyai', /^public:/],
    ['URL', 'redis://:pass@redis:6379', /^redis:\/\/:\*\*\*@redis:6379$/],
    ['MAX_TOKENS', '512', /^512$/],
    ['API_KEY_PATH', '/keys/x', /^\/keys\/x$/],
    ['LOG_LEVEL', 'INFO', /^INFO$/],
  ])('%s=%s is shown as %s', (name, value, shown) => {
    expect(shownDefault(name, value)).toMatch(shown);
  });
});
