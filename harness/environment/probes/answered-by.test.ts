import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from './answer.ts';
import { answeredBy } from './answered-by.ts';

const answer = (part: Partial<HttpAnswer>): HttpAnswer => ({
  status: 200,
  headers: {},
  setCookies: [],
  body: '',
  ...part,
});

describe('answeredBy', () => {
  const api = { 'x-version': '1.11.4', 'x-env': 'PRODUCTION' };
  it.each<[string, HttpAnswer, string]>([
    ['the API', answer({ headers: api, body: '{"result":"pong"}' }), 'api'],
    ["the API's HTML 404", answer({ status: 404, headers: api, body: '<!doctype html>' }), 'api'],
    ['a web page', answer({ body: '<html><body data-api-prefix="http://x/console/api">' }), 'web'],
    ["the web's own 404", answer({ status: 404, body: '<h2>This page could not be found.</h2>' }), 'web'],
    ["the web's redirect", answer({ status: 307, headers: { location: '/apps' } }), 'web'],
    ['Next.js by name', answer({ status: 500, headers: { 'x-powered-by': 'Next.js' } }), 'web'],
    ["Traefik's 404", answer({ status: 404, body: '404 page not found\n' }), 'controller'],
    ["ingress-nginx's 404", answer({ status: 404, body: 'default backend - 404' }), 'controller'],
    ['the plugin daemon', answer({ status: 404, body: '{"error_type":"PluginDaemonNotFoundError"}' }), 'plugin-daemon'],
    ['something else', answer({ status: 502, body: 'Bad Gateway' }), 'unknown'],
    [
      'a 404 with more text than the controller writes',
      answer({ status: 404, body: '404 page not found here' }),
      'unknown',
    ],
    ['half of the marks of the API', answer({ headers: { 'x-version': '1.11.4' } }), 'unknown'],
  ])('recognizes %s', (_, given, expected) => {
    expect(answeredBy(given)).toBe(expected);
  });
});
