import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Clash, clashesOf } from './clashes.ts';
import { routingOf } from './routing.ts';
import { rulesOf } from './rules-of.ts';
import { briefly, ingressFrom, type Sketch } from './testing/sketch.ts';
import type { Controller } from './types.ts';

const REGEX = { 'use-regex': 'true' };

function clashes(controller: Controller, sketches: readonly Sketch[], preferred: readonly string[] = []) {
  return clashesOf(routingOf(rulesOf(sketches.map(ingressFrom)), controller), () => preferred);
}

const said = ({ rule, winner, extent, path }: Clash): string =>
  `${extent}: ${path}: ${briefly(winner.rule)}, not ${briefly(rule.rule)}`;

const AS_WRITTEN: Sketch = {
  host: 'a.test',
  annotations: REGEX,
  paths: ['/console(/|$)(.*) -> web', '/console/api -> api', '/ -> web'],
};

test.each(['traefik', 'ingress-nginx'] as const)(
  '%s: the rules as written: /console/api gets nothing',
  (controller) => {
    const shadowed = 'whole: /console/api/ping: /console(/|$)(.*) -> web, not /console/api -> api';
    expect(clashes(controller, [AS_WRITTEN]).clashes.map(said)).toEqual([shadowed]);
    expect(clashes(controller, [AS_WRITTEN], ['/', '/console/api/setup']).clashes.map(({ path }) => path)).toEqual([
      '/console/api/setup',
    ]);
  },
);

test('rules that only narrow down others clash with none', () => {
  const paths = ['/console/api(/|$)(.*) -> api', '/console(/|$)(.*) -> web', '/ -> web'];
  expect(clashes('traefik', [{ ...AS_WRITTEN, paths }]).clashes).toEqual([]);
  const plain = ['Prefix /console -> web', 'Prefix /console/api -> api', 'Prefix / -> web', 'Exact /health -> api'];
  expect(clashes('kubernetes', [{ host: 'a.test', paths: plain }]).clashes).toEqual([]);
  expect(clashes('ingress-nginx', [{ host: 'a.test', paths: plain }]).clashes).toEqual([]);
});

test('Traefik: an exact path gets nothing below a prefix of another Service', () => {
  const paths = ['Prefix /console -> web', 'Exact /console/ping -> api'];
  expect(clashes('traefik', [{ host: 'a.test', paths }]).clashes.map(said)).toEqual([
    'whole: /console/ping: /console -> web, not /console/ping -> api',
  ]);
});

test('Traefik: a wildcard host is tried before the host itself', () => {
  const wild: Sketch[] = [
    { name: 'all', host: '*.test', paths: ['Prefix / -> all'] },
    { name: 'own', host: 'a.test', paths: ['Prefix /api -> own'] },
  ];
  expect(clashes('traefik', wild).clashes.map(said)).toEqual([]);
  const root = [...wild.slice(0, 1), { name: 'own', host: 'a.test', paths: ['Prefix / -> own'] }];
  expect(clashes('traefik', root).clashes.map(said)).toEqual(['whole: /ping: / -> all, not / -> own']);
});

test('a rule that loses only some of its paths', () => {
  const paths = ['/console/[a-z]+/x -> web', '/console/api/.* -> api'];
  expect(clashes('ingress-nginx', [{ host: 'a.test', annotations: REGEX, paths }]).clashes.map(said)).toEqual([
    'part: /console/api/x: /console/[a-z]+/x -> web, not /console/api/.* -> api',
  ]);
});

test('an unsupported pattern is undecided', () => {
  const paths = ['/api(?!x) -> api', '/ -> web'];
  const { clashes: found, undecided } = clashes('ingress-nginx', [{ host: 'a.test', annotations: REGEX, paths }]);
  expect(found).toEqual([]);
  expect(undecided.map(({ rule }) => briefly(rule))).toEqual(['/api(?!x) -> api', '/ -> web']);
});

test('the model answers each proof as stated', () => {
  const path = fc.constantFrom('/', '/a', '/a/', '/a/b', '/a(/|$)(.*)', '/a/b(/|$)(.*)', '/.*b', '/[ab]+', '/a|/b');
  const type = fc.constantFrom('Exact ', 'Prefix ', '');
  const line = fc.tuple(type, path, fc.constantFrom('api', 'web', 'x')).map(([t, p, s]) => `${t}${p} -> ${s}`);
  const sketch = fc.record({
    host: fc.constantFrom('a.test', '*.test', undefined),
    paths: fc.array(line, { minLength: 1, maxLength: 5 }),
    annotations: fc.constantFrom<Record<string, string>>(REGEX, {}),
  });
  const sketches = fc.array(sketch, { minLength: 1, maxLength: 3 });
  const controller = fc.constantFrom<Controller>('traefik', 'ingress-nginx', 'kubernetes');
  fc.assert(
    fc.property(sketches, controller, (all, by) => {
      const rules = rulesOf(all.map((one, index) => ingressFrom({ ...one, name: `i${index}` })));
      const routing = routingOf(rules, by);
      for (const clash of clashesOf(routing, () => []).clashes) {
        expect(clash.rule.paths).toSatisfy(
          (paths: Clash['rule']['paths']) => typeof paths !== 'string' && paths.matches(clash.path),
        );
        const answer = routing.answer(clash.host, clash.path);
        if (clash.extent === 'tie') expect(answer.kind).toBe('tie');
        else expect(answer).toMatchObject({ kind: 'rule', as: clash.winner.as });
      }
    }),
  );
});
