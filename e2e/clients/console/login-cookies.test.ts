import { describe, expect, it } from 'vitest';
import { type CookieSettings, cookieProblems, cookiesWanted, coversHost } from './login-cookies.ts';

const settings = (changed: Partial<CookieSettings> = {}): CookieSettings => ({
  CONSOLE_WEB_URL: 'http://dify.test',
  CONSOLE_API_URL: 'http://dify.test',
  COOKIE_DOMAIN: 'dify.test',
  ACCESS_TOKEN_EXPIRE_MINUTES: '60',
  REFRESH_TOKEN_EXPIRE_DAYS: '30',
  ...changed,
});
const wanted = (changed: Partial<CookieSettings> = {}) => cookiesWanted(settings(changed), { cookieDomain: true });
const https = { CONSOLE_WEB_URL: 'https://dify.test', CONSOLE_API_URL: 'https://dify.test' };

describe('cookiesWanted', () => {
  it('is secure only if both URLs are https, and has the prefix only without a domain', () => {
    expect(wanted(https)).toMatchObject({ secure: true, prefix: '' });
    expect(wanted({ ...https, COOKIE_DOMAIN: '' })).toMatchObject({
      secure: true,
      prefix: '__Host-',
      domain: undefined,
    });
    expect(wanted({ CONSOLE_WEB_URL: 'https://dify.test', COOKIE_DOMAIN: '' })).toMatchObject({
      secure: false,
      prefix: '',
    });
  });

  it('has no domain if the version has none', () => {
    expect(cookiesWanted(settings(https), { cookieDomain: false })).toMatchObject({
      domain: undefined,
      prefix: '__Host-',
    });
  });

  it("uses Dify's defaults for empty settings, and drops a leading dot", () => {
    expect(
      wanted({ ACCESS_TOKEN_EXPIRE_MINUTES: '', REFRESH_TOKEN_EXPIRE_DAYS: '', COOKIE_DOMAIN: '.dify.test' }),
    ).toMatchObject({ accessSeconds: 3600, refreshSeconds: 2_592_000, domain: 'dify.test' });
  });
});

const line = (name: string, maxAge: number, more: string) =>
  `${name}=x; Max-Age=${maxAge}; Path=/; SameSite=Lax; ${more}`;
const good = [
  line('access_token', 3600, 'HttpOnly; Domain=dify.test'),
  line('refresh_token', 2_592_000, 'HttpOnly; Domain=dify.test'),
  line('csrf_token', 3600, 'Domain=dify.test'),
];
const without = (part: string | RegExp) => good.map((one) => one.replace(part, ''));

describe('cookieProblems', () => {
  it('accepts what Dify sets', () => {
    expect(cookieProblems(good, wanted())).toEqual([]);
  });

  it.each([
    ['HttpOnly;', 'access_token: HttpOnly is false, must be true'],
    [/Domain=.*/, 'access_token: Domain is none, must be dify.test'],
    ['SameSite=Lax;', 'access_token: SameSite is none given, must be Lax'],
    ['Path=/;', 'access_token: Path is none given, must be /'],
    [/Max-Age=\d+;/, 'access_token: Max-Age is none given, must be 3600'],
  ])('detects that %s is missing', (part, problem) => {
    expect(cookieProblems(without(part), wanted())).toContain(problem);
  });

  it('detects a CSRF cookie that the page cannot read', () => {
    const hidden = good.map((one) => (one.startsWith('csrf') ? `${one}; HttpOnly` : one));
    expect(cookieProblems(hidden, wanted())).toEqual(['csrf_token: HttpOnly is true, must be false']);
  });

  it('detects cookies that are missing, set twice, or less secure than configured', () => {
    expect(cookieProblems(good.slice(1), wanted())).toEqual(['access_token is set 0 times, must be once']);
    expect(cookieProblems([...good, ...good.slice(2)], wanted())).toEqual(['csrf_token is set 2 times, must be once']);
    expect(cookieProblems(good, wanted({ ...https, COOKIE_DOMAIN: '' }))).toEqual(
      expect.arrayContaining([
        '__Host-csrf_token: name is csrf_token, must be __Host-csrf_token',
        '__Host-csrf_token: Secure is false, must be true',
      ]),
    );
  });
});

it('covers a host itself and its subdomains, not a mere suffix', () => {
  expect([coversHost('a.test', 'a.test'), coversHost('a.test', 'x.a.test'), coversHost('a.test', 'xa.test')]).toEqual([
    true,
    true,
    false,
  ]);
});
