import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Automaton } from './automaton.ts';
import { PatternError } from './cursor.ts';
import { findPath } from './witness.ts';

describe('a pattern', () => {
  test.each([
    ['^/console(/|$)(.*)', '/console', true],
    ['^/console(/|$)(.*)', '/console/api', true],
    ['^/console(/|$)(.*)', '/consoles', false],
    ['^/foo/bar/[A-Z0-9]{3}', '/foo/bar/BAR', true],
    ['^/foo/bar/[A-Z0-9]{3}', '/foo/bar/BA', false],
    ['^/(?:a|b)+?$', '/abba', true],
    ['^/(?P<name>[^/]+)/x', '/y/x', true],
    ['^/[[:alpha:]]+$', '/abc', true],
    ['^/a{2,3}$', '/aaaa', false],
    ['api', '/console/api/x', true],
    ['(/|$)^', '', true],
    ['$^', 'a', false],
    ['(/|$)^', '/', false],
  ])('%s finds %s: %s', (pattern, text, expected) => {
    expect(new Automaton(pattern).matches(text)).toBe(expected);
  });

  test('is case-sensitive unless told otherwise', () => {
    expect(new Automaton('^/Api').matches('/api')).toBe(false);
    expect(new Automaton('^/Api', { ignoreCase: true }).matches('/aPI')).toBe(true);
    expect(new Automaton('(?i)^/api').matches('/API')).toBe(true);
    expect(new Automaton('^/[^a]$', { ignoreCase: true }).matches('/A')).toBe(false);
  });

  test.each(['/api(', '/api)', '/[a', '/**', '/(+)', '/a{3,2}', '/[z-a]', '/\\'])(
    '%s is invalid for every controller',
    (pattern) => {
      expect(() => new Automaton(`^${pattern}`)).toThrow(expect.objectContaining({ unsupported: false }));
    },
  );

  test.each(['/(?=a)', '/(?!a)', '/(a)\\1', '/\\bapi', '/a++'])('%s is unsupported', (pattern) => {
    expect(() => new Automaton(`^${pattern}`)).toThrow(expect.objectContaining({ unsupported: true }));
  });

  test('that grows without bounds is rejected, and catastrophic backtracking is not slow', () => {
    expect(() => new Automaton('((a{100}){100}){100}')).toThrow(PatternError);
    expect(new Automaton('^(a+)+$').matches(`${'a'.repeat(5_000)}b`)).toBe(false);
  });

  test('matches what the regular expression of the language matches', () => {
    const piece = fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^a]', '(a|b)', '(/|$)', '(?:ab)', '^', '$', '\\d');
    const repeated = fc
      .tuple(piece, fc.constantFrom('', '', '*', '+', '?', '{1,2}'))
      .map(([what, times]) => (what === '^' || what === '$' ? what : what + times));
    const pattern = fc.array(repeated, { maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '1'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, input, ignoreCase) => {
        const expected = new RegExp(source, ignoreCase ? 'i' : '').test(input);
        expect(new Automaton(source, { ignoreCase }).matches(input)).toBe(expected);
      }),
      { examples: [['(/|$)^', '', false]] },
    );
  });
});

describe('a path within some patterns and without others', () => {
  const find = (within: string[], without: string[]) =>
    findPath(
      within.map((pattern) => new Automaton(pattern)),
      without.map((pattern) => new Automaton(pattern)),
    );

  test('is the shortest one', () => {
    expect(find(['^/console/api'], [])).toEqual({ path: '/console/api' });
    expect(find(['^/console/api'], ['^/console/api(/|$)'])).toEqual({ path: '/console/apip' });
  });

  test('does not exist if one pattern covers the other', () => {
    expect(find(['^/console/api'], ['^/console(/|$)(.*)'])).toBeUndefined();
    expect(find(['^/a'], ['^/a$', '^/a/', '^/a[^/]'])).toBeUndefined();
  });

  test('is one that a controller routes unchanged', () => {
    expect(find(['^//'], [])).toBeUndefined();
    expect(find(['^/[.][.]/'], [])).toBeUndefined();
    expect(find(['^/[.]'], [])).toEqual({ path: '/.p' });
  });

  test('really is within and without', () => {
    const pattern = fc.constantFrom('^/a', '^/a/b', '^/a(/|$)(.*)', '^/[ab]+/b', '^/', '^/.*b$', '^/a/[^b]');
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const found = find([one], [other]);
        if (!found || found === 'unknown') return;
        expect([new RegExp(one).test(found.path), new RegExp(other).test(found.path)]).toEqual([true, false]);
      }),
    );
  });
});
