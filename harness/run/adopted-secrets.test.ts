import { expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { fillSecrets, type ManifestSet } from '../manifests/index.ts';
import { adoptedSecrets } from './adopted-secrets.ts';

const { config } = loadConfig('configs/rehearsal.yaml');

const entry = (object: object) => ({ file: 'x.yaml', line: 1, object, at: () => ({ line: 1, column: 1 }) });

function setWith(secret: object, env: readonly object[] = []): ManifestSet {
  const container = { name: 'api', image: 'x', env, envFrom: [{ secretRef: { name: 's' } }] };
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...secret },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'dify-api' } },
      spec: { template: { spec: { containers: [container] } } },
    },
  ];
  return { root: '.', digest: 'd', objects: objects.map(entry) } as unknown as ManifestSet;
}

const adopted = (set: ManifestSet, values: Record<string, string> = {}) =>
  adoptedSecrets(config, set, fillSecrets(set, values));

test('a base64 value, a plain one and one of the container are adopted', () => {
  const data = { DB_PASSWORD: Buffer.from('of the set').toString('base64') };
  const set = setWith({ data, stringData: { S3_SECRET_KEY: 'plain' } }, [{ name: 'REDIS_PASSWORD', value: 'open' }]);
  expect(adopted(set)).toEqual({ DB_PASSWORD: 'of the set', S3_SECRET_KEY: 'plain', REDIS_PASSWORD: 'open' });
});

test('a placeholder of any other name gives the value that it was filled with', () => {
  const set = setWith({ stringData: { DB_PASSWORD: '${PG_PASS}' } });
  expect(adopted(set, { PG_PASS: 'generated' })).toEqual({ DB_PASSWORD: 'generated' });
});

test('a value from the placeholder of another server is no statement about this one', () => {
  const set = setWith({ stringData: { S3_SECRET_KEY: '${S3_ACCESS_KEY}', S3_ACCESS_KEY: '${S3_ACCESS_KEY}' } });
  expect(adopted(set, { S3_ACCESS_KEY: 'access' })).toEqual({});
});
