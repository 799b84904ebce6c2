import { describe, expect, it } from 'vitest';
import type { Tokens } from './console-tokens.ts';
import { altered, forgeries, unsigned } from './forgeries.ts';

const claims = Buffer.from('{"user_id":"1"}').toString('base64url');
const own: Tokens = { access: `h.${claims}.abc`, refresh: 'r', csrf: `h.${claims}.csrf`, prefix: '' };
const foreign = { expired: 'h.old.sig', otherCsrf: 'h.p.other', strangersCsrf: 'h.p.stranger' };

const rows = (auth: 'bearer' | 'cookies', given: Partial<typeof foreign> = foreign) =>
  new Map(
    forgeries({ auth }, own, { expired: undefined, strangersCsrf: undefined, otherCsrf: '', ...given }).map(
      ({ what, headers }) => [what, headers],
    ),
  );

it('alters a character of which every bit counts', () => {
  expect([altered('h.p.Axyz'), altered('h.p.xyz')]).toEqual(['h.p.Bxyz', 'h.p.Ayz']);
});

it('leaves the claims of an unsigned token as they are', () => {
  const [header, payload, signature] = unsigned(own.access).split('.');
  expect(JSON.parse(Buffer.from(header ?? '', 'base64url').toString())).toEqual({ alg: 'none', typ: 'JWT' });
  expect([payload, signature]).toEqual([claims, '']);
});

describe('forgeries', () => {
  it('never contains valid credentials', () => {
    const good = { cookies: `access_token=${own.access}`, csrf: own.csrf };
    for (const [what, headers] of rows('cookies')) {
      const isGood =
        headers.cookie?.includes(good.cookies) &&
        headers.cookie.includes(`csrf_token=${good.csrf}`) &&
        headers['x-csrf-token'] === good.csrf;
      expect(isGood, what).toBeFalsy();
    }
    for (const headers of rows('bearer').values()) expect(headers.authorization).not.toBe(`Bearer ${own.access}`);
  });

  it('differs from valid ones in one thing only', () => {
    const cookies = rows('cookies');
    expect(cookies.get('no X-CSRF-Token')?.cookie).toContain(`csrf_token=${own.csrf}`);
    expect(cookies.get('an X-CSRF-Token without its cookie')).toEqual({
      cookie: `access_token=${own.access}; refresh_token=r`,
      'x-csrf-token': own.csrf,
    });
    expect(cookies.get("another account's CSRF token, as cookie and header")?.cookie).toContain(
      'csrf_token=h.p.stranger',
    );
    expect(rows('bearer').get('an expired access token')).toEqual({ authorization: 'Bearer h.old.sig' });
  });

  it('leaves out what is not available, and what the version does not have', () => {
    expect([...rows('bearer', {}).keys()].some((what) => /CSRF|expired/.test(what))).toBe(false);
    expect(rows('cookies', { otherCsrf: 'x' }).has('an expired access token')).toBe(false);
  });
});
