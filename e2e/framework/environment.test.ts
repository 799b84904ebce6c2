import { expect, it } from 'vitest';
import type { Config } from '../../harness/index.ts';
import { administratorOf, isThrownAway } from './environment.ts';

const admin = { email: 'own@dify.test', name: 'Own', password: 'own-password-1' };
const given = { DIFY_E2E_ADMIN_EMAIL: 'given@dify.test', DIFY_E2E_ADMIN_PASSWORD: 'given-password-1' };

it('uses the account of the run if the run created the cluster, whatever else is given', () => {
  expect(administratorOf({ ownCluster: true, admin }, given)).toEqual(admin);
});

it("uses the given account on any other cluster, never the run's own", () => {
  const found = administratorOf({ ownCluster: false, admin }, given);
  expect(found).toEqual({ email: 'given@dify.test', name: '', password: 'given-password-1' });
  expect(administratorOf({ ownCluster: false, admin }, {})).toEqual({ email: '', name: '', password: '' });
});

it.each([
  [true, undefined, true],
  [true, 'own.env', false],
  [false, undefined, false],
])("own cluster %s, user's secrets %s: traces may be kept is %s", (ownCluster, secretsFile, expected) => {
  const config = { manifests: secretsFile ? { secretsFile } : {} } as unknown as Config;
  expect(isThrownAway({ ownCluster, config })).toBe(expected);
});
