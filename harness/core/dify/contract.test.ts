import { describe, expect, it } from 'vitest';
import { contractOf } from './contract.ts';

describe('contractOf', () => {
  it.each([
    [
      '1.9.1',
      { auth: 'bearer', loginPassword: 'plain', workspaceMethod: 'GET', logOutMethod: 'GET', cookieDomain: false },
    ],
    [
      '1.9.2',
      { auth: 'cookies', loginPassword: 'plain', workspaceMethod: 'GET', logOutMethod: 'POST', cookieDomain: false },
    ],
    ['1.10.0', { auth: 'cookies', workspaceMethod: 'GET', cookieDomain: true }],
    ['1.10.1', { auth: 'cookies', workspaceMethod: 'POST', loginPassword: 'plain' }],
    ['1.11.1', { loginPassword: 'plain' }],
    ['1.11.4', { auth: 'cookies', loginPassword: 'base64', invalidBodyStatus: 400, proxyDeniesPrivate: false }],
    ['1.14.1', { loginPassword: 'base64', invalidBodyStatus: 422, proxyDeniesPrivate: false }],
    ['1.15.0', { proxyDeniesPrivate: true }],
  ])('knows Dify %s', (version, facts) => {
    expect(contractOf(version)).toMatchObject({ version, ...facts });
  });

  it('treats a pre-release as its final release', () => {
    expect(contractOf('1.11.2-rc.1')).toMatchObject({ version: '1.11.2-rc.1', loginPassword: 'base64' });
  });

  it('knows where a wrong init password may redirect', () => {
    const isAllowed = (version: string, path: string) =>
      contractOf(version).afterWrongInitPassword.test(`http://x${path}`);
    expect([isAllowed('1.11.4', '/init'), isAllowed('1.11.4', '/signin')]).toEqual([true, false]);
    expect([isAllowed('1.12.0', '/signin?x=1'), isAllowed('1.12.0', '/install')]).toEqual([true, false]);
  });

  it('knows where a visitor arrives after signing in', () => {
    const arrives = (version: string, path: string) => contractOf(version).afterSignIn.test(`http://x${path}`);
    expect([arrives('1.14.2', '/apps'), arrives('1.14.2', '/')]).toEqual([true, false]);
    expect([arrives('1.15.0', '/'), arrives('1.16.0', '/apps'), arrives('1.16.0', '/signin')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuses what is not a version', () => {
    expect(() => contractOf('latest')).toThrow('"latest" is not a version');
  });
});
