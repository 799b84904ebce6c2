import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextEdit } from '../../../core/text-edit.ts';
import { routesOf } from '../../facts/ingress/routes.ts';
import { judge } from '../../judge.ts';
import type { Rule } from '../../rule.ts';
import { inApiIngress, ingressExample, ingressText, inWebIngress, SERVICES } from '../../testing/ingress-text.ts';
import { exampleInput, fixtureInput } from '../../testing/inputs.ts';
import { ingress } from './index.ts';
import { ingressBodySize } from './ingress-body-size.ts';
import { ingressClassNotServed } from './ingress-class-not-served.ts';
import { ingressCors } from './ingress-cors.ts';
import { ingressPathDuplicate } from './ingress-path-duplicate.ts';
import { ingressRuleShadowed } from './ingress-rule-shadowed.ts';
import { ingressTimeout } from './ingress-timeout.ts';
import { rewriteTargetWrong } from './rewrite-target-wrong.ts';
import { tlsSecretWrong } from './tls-secret-wrong.ts';

const TODAY = '2026-01-01';
const REGEX = { 'use-regex': 'true' };

async function fixture(edits: readonly TextEdit[] = [], set = 'dify') {
  return judge(await fixtureInput(edits, { set }), ingress, TODAY);
}

async function said(rule: Rule, manifests: string): Promise<string[]> {
  const { findings } = judge(await exampleInput({ manifests }), [rule], TODAY);
  return findings.map(({ severity, message }) => `${severity}: ${message}`);
}

describe('the Ingresses as the team wrote them', () => {
  test('yield the shadowed rule, with a request that proves it and the order in which the rules are tried', async () => {
    const { findings } = await fixture([], 'dify-as-written');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: { id: 'ingress-rule-shadowed' },
      severity: 'mandatory',
      at: { object: 'Ingress dify/dify-web', field: 'spec.rules.0.http.paths.1.path' },
      proof:
        'GET http://dify.maywzh.com/console/api/ping is answered by web (rule /console(/|$)(.*) of Ingress dify/dify-web), not by api',
      cause: expect.stringMatching(/1\. .*\/console\(\/\|\$\)\(\.\*\).* → web; 2\. .*\/console\/api.* → api$/),
    });
  });
});

describe('the fixture set', () => {
  test('has no finding; what it omits on purpose is a remark', async () => {
    const { findings, rules } = await fixture();
    expect(findings).toEqual([]);
    const remarks = rules.flatMap((judged) => judged.remarks.map(({ rule, message }) => [rule.id, message] as const));
    expect(remarks).toEqual([
      ['public-url-misrouted', expect.stringContaining('SERVICE_API_URL (dify-api.maywzh.com/v1/), FILES_URL')],
      ['public-path-misrouted', expect.stringContaining('/v1 (the service API), /files')],
      ['annotation-ignored', expect.stringContaining('proxy-body-size')],
      ['tls-secret-wrong', expect.stringContaining('sections 8 and 9.1')],
    ]);
  });

  test('without an Ingress there are no findings about Ingresses', async () => {
    expect(judge(await exampleInput({ manifests: SERVICES }), ingress, TODAY).findings).toEqual([]);
  });
});

describe('one fault is one finding', () => {
  const ids = async (...edits: TextEdit[]) => (await fixture(edits)).findings.map(({ rule }) => rule.id);

  test('the rule for the console’s API is missing', async () => {
    expect(await ids(inWebIngress('path: /console/api(/|$)(.*)', 'path: /consoles/api(/|$)(.*)'))).toEqual([
      'route-misrouted',
    ]);
  });

  test('a host is misspelled', async () => {
    expect(await ids(inWebIngress('- host: dify.maywzh.com', '- host: difi.maywzh.com'))).toEqual([
      'host-without-ingress',
    ]);
  });

  test('everything is routed to the API: each path that must not be public is reported', async () => {
    const found = await ids(inApiIngress('path: /api\n', 'path: /\n'));
    expect(found.toSorted()).toEqual([
      'diagnostics-exposed',
      'diagnostics-exposed',
      'inner-api-exposed',
      'route-misrouted',
    ]);
  });
});

test('Traefik: an exact path below a prefix of another part gets nothing', async () => {
  const paths = ['Prefix /console -> web', 'Exact /console/ping -> api'];
  expect(await said(ingressRuleShadowed, ingressExample({ paths }).manifests)).toEqual([
    'mandatory: no request reaches this rule: rule /console of Ingress dify/dify-web routes them all to web',
  ]);
});

test('what only ingress-nginx does is informational', async () => {
  const manifests = ingressExample({
    annotations: REGEX,
    paths: ['/API/v2 -> web', '/api -> api', '/api/v2/x -> api'],
  });
  expect(await said(ingressRuleShadowed, manifests.manifests)).toEqual([]);
  const folded = ingressExample({ annotations: REGEX, paths: ['/API(/|$)(.*) -> web', '/api/x -> api'] });
  expect(await said(ingressRuleShadowed, folded.manifests)).toEqual([
    'informational: under ingress-nginx, no request reaches this rule: rule /API(/|$)(.*) of Ingress dify/dify-web routes them all to web',
  ]);
});

test('the same path twice is mandatory if the two route to different Services', async () => {
  const twice = (other: string) => ingressExample({ paths: ['Prefix /api -> api', other] }).manifests;
  expect(await said(ingressPathDuplicate, twice('Prefix /api/ -> web'))).toEqual([
    'mandatory: host dify.maywzh.com has the path /api/ twice',
  ]);
  expect(await said(ingressPathDuplicate, twice('/api -> api'))).toEqual([
    'recommended: host dify.maywzh.com has the path /api twice',
  ]);
});

test.each([
  ['/$3', 'it has 2 groups, so $3 is empty'],
  ['/', '/console/api is removed before the part sees it'],
  ['/$2', '/console/api is removed before the part sees it'],
])('rewrite-target %s: %s', async (target, fault) => {
  const annotations = { ...REGEX, 'rewrite-target': target };
  const found = await said(
    rewriteTargetWrong,
    ingressExample({ annotations, paths: ['/console/api(/|$)(.*) -> api'] }).manifests,
  );
  expect(found).toEqual([`mandatory: rewrite-target ${target} does not fit the path /console/api(/|$)(.*): ${fault}`]);
});

test.each([
  [
    undefined,
    ['recommended: request bodies are limited to 1 MB, but Dify accepts files of 15 MB, in a form around them'],
  ],
  ['16m', []],
  ['0', []],
  ['15728641', []],
  ['15361k', []],
  ['15m', ['recommended: request bodies are limited to 15 MB, but Dify accepts files of 15 MB, in a form around them']],
  ['15 MB', ['recommended: proxy-body-size: 15 MB is not a valid size']],
])('proxy-body-size %s', async (size, expected) => {
  const annotations = size === undefined ? {} : { 'proxy-body-size': size };
  expect(await said(ingressBodySize, ingressExample({ annotations, paths: ['/api -> api'] }).manifests)).toEqual(
    expected,
  );
});

test.each([
  ['3600', []],
  ['600', ['informational: proxy-read-timeout is 600 s, but a response may take 3600 s']],
  ['3600s', ['recommended: proxy-read-timeout is 60 s (the default), but a response may take 360 s']],
])('proxy-read-timeout %s', async (seconds, expected) => {
  const annotations = { 'proxy-read-timeout': seconds, 'proxy-send-timeout': '3600' };
  expect(await said(ingressTimeout, ingressExample({ annotations, paths: ['/api -> api'] }).manifests)).toEqual(
    expected,
  );
});

test('an Ingress that forbids credentials blocks the login cookies', async () => {
  const annotations = {
    'enable-cors': 'true',
    'cors-allow-headers': 'content-type, authorization, x-csrf-token, x-app-code, x-app-passport',
    'cors-allow-credentials': 'false',
  };
  expect(await said(ingressCors, ingressExample({ annotations, paths: ['/api -> api'] }).manifests)).toEqual([
    'mandatory: the browser may not send the login cookies to the API from another host',
  ]);
});

test('the older annotation and a class defined in the set are accepted too', async () => {
  const plain = ingressText({ spec: '  defaultBackend: { service: { name: dify-web, port: { number: 3000 } } }' });
  const annotated = plain.replace(
    '  namespace: dify\n',
    '  namespace: dify\n  annotations: { kubernetes.io/ingress.class: nginx }\n',
  );
  expect(await said(ingressClassNotServed, plain)).toEqual(['mandatory: the Ingress has no class']);
  expect(await said(ingressClassNotServed, annotated)).toEqual([]);
  const other =
    'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: alb }\nspec: { controller: ingress.k8s.aws/alb }\n';
  expect(await said(ingressClassNotServed, `${other}---\n${ingressText({ spec: '  ingressClassName: alb' })}`)).toEqual(
    [],
  );
});

test('a certificate created by an issuer is not missing', async () => {
  const tls = '  ingressClassName: nginx\n  tls: [{ hosts: [dify.maywzh.com], secretName: dify-tls }]';
  const issued = ingressText({ spec: tls }).replace(
    '  namespace: dify\n',
    '  namespace: dify\n  annotations: { cert-manager.io/issuer: own }\n',
  );
  expect(await said(tlsSecretWrong, ingressText({ spec: tls }))).toEqual([
    'mandatory: Secret "dify-tls" is not in the set',
  ]);
  expect(await said(tlsSecretWrong, issued)).toEqual([]);
});

describe('on any set', () => {
  const path = fc.constantFrom(
    '/',
    '/api',
    '/console',
    '/console/api',
    '/console(/|$)(.*)',
    '/console/api(/|$)(.*)',
    '/.*i',
    '/(',
  );
  const line = fc
    .tuple(fc.constantFrom('Exact ', 'Prefix ', ''), path, fc.constantFrom('api', 'web', 'gone'))
    .map(([t, p, s]) => `${t}${p} -> ${s}`);
  const text = fc.record({
    host: fc.constantFrom('dify.maywzh.com', 'dify-api.maywzh.com', '"*.maywzh.com"', 'other.test'),
    paths: fc.array(line, { minLength: 1, maxLength: 4 }),
    annotations: fc.constantFrom<Record<string, string>>(REGEX, {}, { 'rewrite-target': '/$1' }),
  });
  const sets = fc.array(text, { minLength: 1, maxLength: 3 });
  const written = (all: readonly object[]) => all.map((one, index) => ingressText({ ...one, name: `i${index}` }));

  test('the order of documents changes no finding', async () => {
    await fc.assert(
      fc.asyncProperty(sets, async (all) => {
        const texts = written(all);
        const keys = await Promise.all(
          [texts, texts.toReversed()].map(async (documents) => {
            const input = await exampleInput({ manifests: [SERVICES, ...documents].join('---\n') });
            return judge(input, ingress, TODAY)
              .findings.map(({ rule, at, message, proof }) =>
                [rule.id, at.object, at.field, message, proof].join(' | '),
              )
              .toSorted();
          }),
        );
        expect(keys[0]).toEqual(keys[1]);
      }),
      { numRuns: 40 },
    );
  });

  test('the model answers the request of each finding as stated', async () => {
    await fc.assert(
      fc.asyncProperty(sets, async (all) => {
        const input = await exampleInput({ manifests: [SERVICES, ...written(all)].join('---\n') });
        const { routing, nginx } = routesOf(input);
        for (const { proof, message } of judge(input, ingress, TODAY).findings) {
          const [, host = '', asked = '', part] =
            /^GET http:\/\/([^/]+)(\S+) is answered by (\S+) \(rule/.exec(proof ?? '') ?? [];
          if (!part) continue;
          const answer = (message.startsWith('under ingress-nginx') ? nginx : routing).answer(host, asked);
          const service = answer.kind === 'rule' ? answer.rule.service?.name : answer.kind;
          expect(service).toBe(part === 'Service' ? 'dify-gone' : `dify-${part}`);
        }
      }),
      { numRuns: 40 },
    );
  });
});
