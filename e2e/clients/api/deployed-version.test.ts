import { describe, expect, it } from 'vitest';
import type { Environment, HttpAnswer, IngressClient } from '../../../harness/index.ts';
import type { PodHttp } from '../cluster/pod-http.ts';
import { detectVersion } from './deployed-version.ts';

const config = {
  hosts: { web: 'dify.test', api: 'api.test' },
  routes: [{ host: 'dify.test', path: '/console/api/ping', to: 'api' }],
  manifests: { namespace: 'dify' },
  parts: { api: { service: 'dify-api', port: 5001 } },
};
const env = { config } as unknown as Environment;

const answer = (headers: Record<string, string>, body = '{}', status = 200): HttpAnswer => ({
  status,
  headers,
  setCookies: [],
  body,
});

function detect(outside: () => HttpAnswer, inside: () => HttpAnswer) {
  const http = { request: async () => outside() } as unknown as IngressClient;
  const podHttp = (async () => ({ ...inside(), elapsedMs: 1 })) as unknown as PodHttp;
  return detectVersion({ env, http, podHttp });
}

const refuse = (): never => {
  throw new Error('connection refused');
};

describe('the deployed version', () => {
  it('is what every response of the API says', async () => {
    const found = await detect(() => answer({ 'x-version': '1.9.1' }), refuse);
    expect(found).toMatchObject({ contract: { version: '1.9.1', auth: 'bearer' } });
  });

  it('is requested from inside if the outside gives no answer, or one without a version', async () => {
    const health = () => answer({}, '{"version":"1.14.1"}');
    for (const outside of [refuse, () => answer({}, 'a page', 404)])
      expect(await detect(outside, health)).toMatchObject({ contract: { version: '1.14.1', invalidBodyStatus: 422 } });
  });

  it('is unknown if neither answer has it, with both reasons', async () => {
    const found = await detect(() => answer({ 'x-version': 'main' }), refuse);
    expect(found).toHaveProperty('reason', expect.stringMatching(/"main" is not a version; connection refused$/));
  });
});
