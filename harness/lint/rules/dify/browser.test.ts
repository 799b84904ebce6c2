import { describe, expect, test } from 'vitest';
import { partText } from '../../testing/dify-text.ts';
import { API, api, said } from '../../testing/saying-dify.ts';

describe('browser addresses', () => {
  const web = (env: Record<string, string>) => partText('web', { env: { APP_API_URL: '', ...env } });

  test('two hosts without a common domain cannot share a cookie', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com' }),
      web({ CONSOLE_API_URL: 'http://dify.example.org' }),
    );
    expect(found).toEqual([expect.stringContaining('COOKIE_DOMAIN is not set')]);
  });

  test('one host needs neither domain nor CORS', async () => {
    expect(await said(api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com' }), web({ CONSOLE_API_URL: '' }))).toEqual([]);
  });

  test('browsers reject cookies for a single label or an IP address', async () => {
    const at = (host: string) =>
      said(
        api({ CONSOLE_WEB_URL: `http://${host}`, COOKIE_DOMAIN: host }),
        web({ CONSOLE_API_URL: '', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
      );
    expect(await at('localhost')).toEqual([expect.stringContaining('browsers reject cookies for the domain')]);
    expect(await at('10.0.0.1')).toEqual([expect.stringContaining('browsers reject cookies for the domain')]);
  });

  test('before 1.10.0 there is no cookie domain', async () => {
    const old = partText('api', {
      image: 'langgenius/dify-api:1.9.1',
      env: { ...API, CONSOLE_WEB_URL: 'http://dify.maywzh.com' },
    });
    expect(await said(old, web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com' }))).toEqual([]);
  });

  test('https only on the web server gives the cookies different names', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: '', CONSOLE_API_URL: 'https://dify.maywzh.com' }),
      web({ CONSOLE_API_URL: 'https://dify.maywzh.com' }),
    );
    expect(found).toEqual([
      expect.stringContaining('names the cookie csrf_token, but the console reads __Host-csrf_token'),
    ]);
  });

  test('a malformed origin is reported once, by cors-origin-invalid', async () => {
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

  test('a wildcard allows all origins, which is a fault of its own', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com', COOKIE_DOMAIN: 'maywzh.com', CONSOLE_CORS_ALLOW_ORIGINS: '*' }),
      web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
    );
    expect(found).toEqual([expect.stringContaining('any web site may call the console')]);
  });
});
