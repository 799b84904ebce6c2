import { describe, expect, it } from 'vitest';
import { apiPrefixOf, rewired } from './other-wiring.ts';

const PAGE = `<body data-api-prefix="http://dify.test/console/api" data-public-api-prefix="http://api.test/api">
<script>self.__next_f.push([1,"{\\"data-api-prefix\\":\\"http://dify.test/console/api\\",\\"data-public-api-prefix\\":\\"http://api.test/api\\"}"])</script>`;

describe('the address of the console API in a page', () => {
  it('is read, also where it is relative', () => {
    expect(apiPrefixOf(PAGE)).toBe('http://dify.test/console/api');
    expect(apiPrefixOf('<body data-api-prefix="/console/api">')).toBe('/console/api');
    expect(apiPrefixOf('<body data-public-api-prefix="/api">')).toBeUndefined();
  });

  it('is replaced wherever it stands, and nothing else is', () => {
    const changed = rewired(PAGE, 'http://other.test/console/api');
    expect(changed.match(/http:\/\/other\.test\/console\/api/g)).toHaveLength(2);
    expect(changed).not.toContain('dify.test');
    expect(changed.match(/http:\/\/api\.test\/api/g)).toHaveLength(2);
  });
});
