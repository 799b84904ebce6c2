import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routingOf } from './routing.ts';
import { rulesOf } from './rules-of.ts';
import { briefly, ingressFrom, type Sketch } from './testing/sketch.ts';
import type { Answer, Controller } from './types.ts';

const REGEX = { 'use-regex': 'true' };
/** The rules of the deployment description as they were written; seen on a cluster: /console/api/ went to web. */
const AS_WRITTEN: Sketch[] = [
  { host: 'a.test', annotations: REGEX, paths: ['/console(/|$)(.*) -> web', '/console/api -> api', '/ -> web'] },
];
const REPAIRED: Sketch[] = [
  {
    host: 'a.test',
    annotations: REGEX,
    paths: ['/console/api(/|$)(.*) -> api', '/console(/|$)(.*) -> web', '/ -> web'],
  },
];
/** docs/user-guide/ingress-path-matching.md of ingress-nginx, "Example" and "Warning". */
const NGINX_EXAMPLE: Sketch[] = [
  { name: 'test-1', host: 'a.test', paths: ['/foo/bar -> service1', '/foo/bar/ -> service2'] },
  { name: 'test-2', host: 'a.test', annotations: { 'rewrite-target': '/$1' }, paths: ['/foo/bar/(.+) -> service3'] },
];
const NGINX_WARNING: Sketch[] = [
  { host: 'a.test', annotations: REGEX, paths: ['/foo/bar/bar -> plain', '/foo/bar/[A-Z0-9]{3} -> regex'] },
];
/** Kubernetes, "Ingress": Path types, Multiple matches. */
const PLAIN: Sketch[] = [
  {
    host: 'a.test',
    paths: ['Exact /foo -> exact', 'Prefix /foo -> prefix', 'Prefix /foo/bar -> deeper', 'Prefix / -> root'],
  },
];
const WILDCARD: Sketch[] = [
  { name: 'all', host: '*.test', paths: ['Prefix / -> all'] },
  { name: 'own', host: 'a.test', paths: ['Prefix / -> own'] },
];
const MIXED: Sketch[] = [
  { name: 'plain', host: 'a.test', paths: ['Prefix /api -> api', 'Prefix / -> web'] },
  { name: 'regex', host: 'a.test', annotations: REGEX, paths: ['/files(/|$)(.*) -> files'] },
];
const DEFAULTS: Sketch[] = [
  { name: 'hosts', host: 'a.test', paths: ['Prefix /api -> api'], defaultBackend: 'own' },
  { name: 'rest', defaultBackend: 'rest' },
];

type Case = readonly [Controller, string, readonly Sketch[], string, string];

const CASES: readonly Case[] = [
  ['ingress-nginx', 'as written', AS_WRITTEN, '/console/api/ping', '/console(/|$)(.*) -> web'],
  ['traefik', 'as written', AS_WRITTEN, '/console/api/ping', '/console(/|$)(.*) -> web'],
  ['ingress-nginx', 'repaired', REPAIRED, '/console/api/ping', '/console/api(/|$)(.*) -> api'],
  ['traefik', 'repaired', REPAIRED, '/console/api/ping', '/console/api(/|$)(.*) -> api'],
  ['traefik', 'repaired', REPAIRED, '/consoles', '/ -> web'],
  ['ingress-nginx', 'repaired', REPAIRED, '/Console/API/ping', '/console/api(/|$)(.*) -> api'],
  ['traefik', 'repaired', REPAIRED, '/Console/API/ping', '/ -> web'],
  ['ingress-nginx', 'example', NGINX_EXAMPLE, '/foo/bar/1', '/foo/bar/(.+) -> service3'],
  ['ingress-nginx', 'example', NGINX_EXAMPLE, '/foo/bar/', '/foo/bar/ -> service2'],
  ['ingress-nginx', 'example', NGINX_EXAMPLE, '/foo/bar', '/foo/bar -> service1'],
  ['ingress-nginx', 'warning', NGINX_WARNING, '/foo/bar/bar', '/foo/bar/[A-Z0-9]{3} -> regex'],
  ['kubernetes', 'plain', PLAIN, '/foo', '/foo -> exact'],
  ['kubernetes', 'plain', PLAIN, '/foo/', '/foo -> prefix'],
  ['kubernetes', 'plain', PLAIN, '/foobar', '/ -> root'],
  ['kubernetes', 'plain', PLAIN, '/foo/bar/baz', '/foo/bar -> deeper'],
  ['ingress-nginx', 'plain', PLAIN, '/foo', '/foo -> exact'],
  ['ingress-nginx', 'plain', PLAIN, '/foo/x', '/foo -> prefix'],
  ['ingress-nginx', 'plain', PLAIN, '/foobar', '/ -> root'],
  // buildPrefixRule names the path twice, so it is longer than Path("/foo") and tried before it.
  ['traefik', 'plain', PLAIN, '/foo', '/foo -> prefix'],
  ['traefik', 'plain', PLAIN, '/foobar', '/ -> root'],
  ['kubernetes', 'wildcard', WILDCARD, '/', '/ -> own'],
  ['ingress-nginx', 'wildcard', WILDCARD, '/', '/ -> own'],
  // HostRegexp("^[a-zA-Z0-9-]+\\.test$") is longer than Host("a.test").
  ['traefik', 'wildcard', WILDCARD, '/', '/ -> all'],
  ['ingress-nginx', 'mixed', MIXED, '/apis', '/api -> api'],
  ['traefik', 'mixed', MIXED, '/apis', '/ -> web'],
  ['ingress-nginx', 'default backends', DEFAULTS, '/x', ' -> own'],
  ['traefik', 'default backends', DEFAULTS, '/x', ' -> own'],
  ['kubernetes', 'default backends', DEFAULTS, '/x', ' -> own'],
];

const routing = (controller: Controller, sketches: readonly Sketch[]) =>
  routingOf(rulesOf(sketches.map(ingressFrom)), controller);

const said = (answer: Answer): string => (answer.kind === 'rule' ? briefly(answer.rule) : answer.kind);

test.each(CASES)('%s, %s: %#: %s', (controller, _, sketches, path, expected) => {
  expect(said(routing(controller, sketches).answer('a.test', path))).toBe(expected);
});

describe('hosts', () => {
  const everywhere: Sketch = { name: 'rest', defaultBackend: 'rest' };
  const one: Sketch = { host: 'a.test', paths: ['/api -> api'] };

  test.each(['traefik', 'ingress-nginx', 'kubernetes'] as const)(
    '%s: a path that no rule matches is rejected',
    (controller) => {
      expect(said(routing(controller, [one]).answer('a.test', '/x'))).toBe('none');
      expect(said(routing(controller, [one]).answer('b.test', '/api'))).toBe('none');
    },
  );

  test.each(['traefik', 'ingress-nginx', 'kubernetes'] as const)(
    '%s: a default backend answers for other hosts',
    (controller) => {
      expect(said(routing(controller, [one, everywhere]).answer('b.test', '/api'))).toBe(' -> rest');
    },
  );

  test('a wildcard matches one label, in nginx any number', () => {
    const below: Sketch[] = [{ host: '*.test', paths: ['Prefix / -> web'] }];
    expect(said(routing('traefik', below).answer('x.y.test', '/'))).toBe('none');
    expect(said(routing('kubernetes', below).answer('x.y.test', '/'))).toBe('none');
    expect(said(routing('ingress-nginx', below).answer('x.y.test', '/'))).toBe('/ -> web');
  });

  test('Traefik tries rules of every host among the others: the longer wins', () => {
    const hosts: Sketch[] = [
      { name: 'own', host: 'a.test', paths: ['Prefix / -> own'] },
      { name: 'any', paths: ['Prefix /a/rather/long/path -> any'] },
    ];
    expect(said(routing('traefik', hosts).answer('a.test', '/a/rather/long/path'))).toBe('/a/rather/long/path -> any');
    expect(said(routing('ingress-nginx', hosts).answer('a.test', '/a/rather/long/path'))).toBe('/ -> own');
  });
});

test('Traefik: the order of two equally long rules for different Services is undefined', () => {
  const twice: Sketch[] = [
    { name: 'one', host: 'a.test', paths: ['Prefix /api -> api'] },
    { name: 'two', host: 'a.test', paths: ['Prefix /api -> web'] },
  ];
  expect(said(routing('traefik', twice).answer('a.test', '/api'))).toBe('tie');
});

test('an invalid pattern routes nothing; an unsupported one is reported as unknown', () => {
  const wrong: Sketch[] = [{ host: 'a.test', annotations: REGEX, paths: ['/api( -> api', '/ -> web'] }];
  const unsupported: Sketch[] = [{ host: 'a.test', annotations: REGEX, paths: ['/api(?!x) -> api', '/ -> web'] }];
  expect(said(routing('traefik', wrong).answer('a.test', '/api'))).toBe('/ -> web');
  expect(said(routing('ingress-nginx', unsupported).answer('a.test', '/api'))).toBe('unknown');
  expect(said(routing('ingress-nginx', unsupported).answer('a.test', '/'))).toBe('/ -> web');
});

test('the order of files and documents never changes who answers', () => {
  const path = fc.constantFrom('/', '/api', '/api/', '/console', '/console(/|$)(.*)', '/console/api(/|$)(.*)', '/.*');
  const type = fc.constantFrom('Exact ', 'Prefix ', '');
  const paths = fc.array(
    fc.tuple(type, path, fc.constantFrom('api', 'web')).map(([t, p, s]) => `${t}${p} -> ${s}`),
    { minLength: 1, maxLength: 4 },
  );
  const sketch = fc.record({
    host: fc.constantFrom('a.test', '*.test', undefined),
    paths,
    annotations: fc.constantFrom<Record<string, string>>(REGEX, {}),
  });
  const sketches = fc
    .array(sketch, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((one, index) => ({ ...one, name: `i${index}` })));
  const controller = fc.constantFrom<Controller>('traefik', 'ingress-nginx', 'kubernetes');
  const request = fc.constantFrom('/', '/api', '/api/x', '/console', '/console/api/ping', '/consoles');
  fc.assert(
    fc.property(sketches, controller, request, fc.infiniteStream(fc.nat()), (all, by, asked, random) => {
      const shuffled = all.toSorted(() => (random.next().value % 3) - 1);
      const answers = [all, shuffled].map((set) => said(routing(by, set).answer('a.test', asked)));
      expect(answers[0]).toBe(answers[1]);
    }),
  );
});
