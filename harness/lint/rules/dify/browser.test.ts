import { describe, expect, test } from 'vitest';
import { partText } from '../../testing/dify-text.ts';
import { API, api, said } from '../../testing/saying-dify.ts';

describe('addresses of the browser', () => {
  const web = (env: Record<string, string>) => partText('web', { env: { APP_API_URL: '', ...env } });

  test('two hosts without a common domain can not share a cookie', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com' }),
      web({ CONSOLE_API_URL: 'http://dify.example.org' }),
    );
    expect(found).toEqual([expect.stringContaining('there is no COOKIE_DOMAIN')]);
  });

  test('one host needs neither domain nor CORS', async () => {
    expect(await said(api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com' }), web({ CONSOLE_API_URL: '' }))).toEqual([]);
  });

  test('no browser takes a cookie for a single label or an address', async () => {
    const at = (host: string) =>
      said(
        api({ CONSOLE_WEB_URL: `http://${host}`, COOKIE_DOMAIN: host }),
        web({ CONSOLE_API_URL: '', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
      );
    expect(await at('localhost')).toEqual([expect.stringContaining('no cookie for the domain')]);
    expect(await at('10.0.0.1')).toEqual([expect.stringContaining('no cookie for the domain')]);
  });

  test('before 1.10.0 there is no cookie domain', async () => {
    const old = partText('api', {
      image: 'langgenius/dify-api:1.9.1',
      env: { ...API, CONSOLE_WEB_URL: 'http://dify.maywzh.com' },
    });
    expect(await said(old, web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com' }))).toEqual([]);
  });

  test('https on the web server alone: the cookies have different names', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: '', CONSOLE_API_URL: 'https://dify.maywzh.com' }),
      web({ CONSOLE_API_URL: 'https://dify.maywzh.com' }),
    );
    expect(found).toEqual([
      expect.stringContaining('names its cookie csrf_token, the console reads __Host-csrf_token'),
    ]);
  });

  test('an origin that is only written wrongly is found once, by the rule about writing', async () => {
    const found = await said(
      api({
        CONSOLE_WEB_URL: 'http://dify.maywzh.com',
        COOKIE_DOMAIN: 'maywzh.com',
        CONSOLE_CORS_ALLOW_ORIGINS: 'http://other.maywzh.com, http://dify.maywzh.com',
      }),
      web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
    );
    expect(found).toEqual([expect.stringContaining('" http://dify.maywzh.com"')]);
  });

  test('a star answers to all', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com', COOKIE_DOMAIN: 'maywzh.com', CONSOLE_CORS_ALLOW_ORIGINS: '*' }),
      web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
    );
    expect(found).toEqual([]);
  });
});
