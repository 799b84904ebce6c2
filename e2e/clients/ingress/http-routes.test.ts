import { expect, test } from 'vitest';
import { type DeployedRoute, pathsOfRoute, refusals } from './http-routes.ts';

const route = (...rules: readonly object[]): DeployedRoute => ({
  metadata: { name: 'dify' },
  spec: { hostnames: ['dify.test'], parentRefs: [{ name: 'edge' }], rules: rules as never },
});

const to = (name: string, path?: object) => ({ backendRefs: [{ name }], ...(path ? { matches: [{ path }] } : {}) });

test('each match is a path; without one the rule means everything', () => {
  const read = pathsOfRoute(route(to('api', { type: 'Exact', value: '/v1' }), to('web')));
  expect(read).toMatchObject([
    { start: '/v1', exact: true, service: 'api', host: 'dify.test' },
    { start: '', exact: false, service: 'web' },
  ]);
});

test('what answers only some requests, redirects, or can not be read from its pattern is left, with the reason', () => {
  const read = pathsOfRoute(
    route(
      { matches: [{ method: 'GET', path: { value: '/a' } }], backendRefs: [{ name: 'api' }] },
      { matches: [{ path: { value: '/b' } }], filters: [{ type: 'RequestRedirect' }] },
      to('api', { type: 'RegularExpression', value: '/(c|d)' }),
    ),
  );
  expect(read).toEqual([
    'HTTPRoute dify, path /a of dify.test: it also asks for method',
    'HTTPRoute dify, path /b of dify.test: its backend is not a Service',
    'HTTPRoute dify, path /(c|d) of dify.test: no path can be derived from its pattern',
  ]);
});

test('a route is served once its Gateway has accepted it and knows its backends', () => {
  const parent = (...conditions: readonly object[]) =>
    ({ ...route(), status: { parents: [{ parentRef: { name: 'edge' }, conditions }] } }) as DeployedRoute;
  const accepted = { type: 'Accepted', status: 'True' };
  expect(refusals(route())).toEqual(['HTTPRoute dify: no controller has answered for Gateway edge']);
  expect(refusals(parent(accepted, { type: 'ResolvedRefs', status: 'False', message: 'no Service nobody' }))).toEqual([
    'HTTPRoute dify: Gateway edge says ResolvedRefs=False: no Service nobody',
  ]);
  expect(refusals(parent(accepted, { type: 'ResolvedRefs', status: 'True' }))).toEqual([]);
});
