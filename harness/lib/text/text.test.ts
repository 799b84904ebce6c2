import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closestTo, misspellingOf, shown } from './index.ts';

describe('closestTo', () => {
  test.each([
    ['replcias', ['paused', 'replicas'], 'replicas'],
    ['imagePullPolcy', ['image', 'imagePullPolicy'], 'imagePullPolicy'],
    ['db', ['db'], 'db'],
    ['dc', ['db'], 'db'],
    ['cpu', ['paused', 'replicas'], undefined],
    ['CPU', ['cpu'], undefined],
    ['x', [], undefined],
  ])('of %s among %j is %s', (word, known, expected) => {
    expect(closestTo(word, known)).toBe(expected);
  });

  test('a third of the letters of the known word may differ, no more', () => {
    expect(closestTo('xxcdef', ['abcdef'])).toBe('abcdef');
    expect(closestTo('xxxdef', ['abcdef'])).toBeUndefined();
  });

  test('the order of the known words does not matter', () => {
    expect(closestTo('cat', ['cut', 'cot'])).toBe('cot');
    const words = fc.array(fc.stringMatching(/^[ab]{1,4}$/), { maxLength: 6 });
    fc.assert(
      fc.property(fc.stringMatching(/^[ab]{1,4}$/), words, (word, known) => {
        expect(closestTo(word, known.toReversed())).toBe(closestTo(word, known));
      }),
    );
  });
});

describe('misspellingOf', () => {
  test.each([
    ['REDIS_PASSWORD', 'REDIS_PASWORD'],
    ['PLUGIN_DAEMON_TIMEOUT', 'PLUGIN_DEAMON_TIMEOUT'],
    ['CELERY_BROKER_URL', 'CELERY_BROKER_ULR'],
    ['LOG_FILE', 'LOGFILE'],
  ])('of %s is %s', (wanted, name) => {
    expect(misspellingOf(wanted, ['OTHER', name])).toBe(name);
  });

  test.each([
    ['PLUGIN_DAEMON_TIMEOUT', 'PLUGIN_DAEMON_PORT'],
    ['DB_HOST', 'DB_PORT'],
    ['SSRF_PROXY_HTTPS_URL', 'SSRF_PROXY_HTTP_URL'],
    ['S3_SECRET_KEY', 'S3_ACCESS_KEY'],
    ['CODE_MIN_NUMBER', 'CODE_MAX_NUMBER'],
    ['SSRF_DEFAULT_READ_TIME_OUT', 'SSRF_DEFAULT_WRITE_TIME_OUT'],
  ])('of %s is not %s, another setting', (wanted, name) => {
    expect(misspellingOf(wanted, [name])).toBeUndefined();
  });
});

describe('shown', () => {
  test.each([
    [join(process.cwd(), 'sub', 'compose.yaml'), join('sub', 'compose.yaml')],
    [process.cwd(), '.'],
    ['/elsewhere/compose.yaml', '/elsewhere/compose.yaml'],
  ])('%s is %s', (path, expected) => {
    expect(shown(path)).toBe(expected);
  });
});
