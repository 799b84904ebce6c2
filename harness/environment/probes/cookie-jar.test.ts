import { describe, expect, it } from 'vitest';
import { CookieJar } from './cookie-jar.ts';

describe('CookieJar', () => {
  it('sends a domain cookie to every host of the domain, a host cookie to its host only', () => {
    const jar = new CookieJar();
    jar.take('dify.maywzh.com', ['csrf_token=c; Domain=maywzh.com; Path=/', 'session=s; HttpOnly; Path=/']);
    expect(jar.header('dify.maywzh.com')).toBe('csrf_token=c; session=s');
    expect(jar.header('dify-api.maywzh.com')).toBe('csrf_token=c');
    expect(jar.header('evilmaywzh.com')).toBe('');
  });

  it('drops a cookie for a foreign domain', () => {
    const jar = new CookieJar();
    jar.take('dify.maywzh.com', ['a=1; Domain=example.org']);
    expect(jar.get('a')).toBeUndefined();
  });

  it.each(['a=; Max-Age=0; Path=/', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/', 'a=; Path=/'])(
    'forgets a cookie on %s',
    (removal) => {
      const jar = new CookieJar();
      jar.take('h.test', ['a=1']);
      jar.take('h.test', [removal]);
      expect(jar.get('a')).toBeUndefined();
    },
  );
});
