import { expect, test } from 'vitest';
import { CodedError } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import { fillSecrets, placeholders } from './fill.ts';
import { setOf, yaml } from './testing/sets.ts';

const secret = yaml('v1', 'Secret', 's', 'stringData:\n  URL: redis://:${PASSWORD}@host/1\n  KEY: ${KEY}\n');
const configMap = yaml('v1', 'ConfigMap', 'c', 'data:\n  SCRIPT: echo ${PASSWORD}\n');

test('placeholders of Secrets are filled, also within a text; other kinds stay as they are', async () => {
  const set = await setOf(secret, configMap);
  expect(placeholders(set)).toEqual(['KEY', 'PASSWORD']);
  const filled = fillSecrets(set, { PASSWORD: 'hunter-22', KEY: '$&-key', OTHER: 'unused-1' });
  expect(filled.objects[0]?.object.stringData).toEqual({ URL: 'redis://:hunter-22@host/1', KEY: '$&-key' });
  expect(filled.objects[1]?.object).toEqual(set.objects[1]?.object);
  expect(filled.digest).toBe(set.digest);
});

test('the set that was read keeps its placeholders, and the values can no longer be printed', async () => {
  const set = await setOf(secret);
  fillSecrets(set, { PASSWORD: 'swordfish-1', KEY: 'the-key-1' });
  expect(set.objects[0]?.object.stringData).toMatchObject({ KEY: '${KEY}' });
  expect(redact('it is swordfish-1')).not.toContain('swordfish');
});

test('every placeholder without a value is named with file and line, and no value is', async () => {
  const set = await setOf(secret);
  const caught = (() => {
    try {
      return fillSecrets(set, { KEY: '', UNRELATED: 'secret-value' });
    } catch (error) {
      return error;
    }
  })();
  if (!(caught instanceof CodedError)) throw new Error('expected a refusal');
  expect(caught.details.map((line) => line.replace(/^.*\//, ''))).toEqual([
    'all.yaml:7: ${PASSWORD} has no value',
    'all.yaml:8: ${KEY} has no value',
  ]);
  expect(JSON.stringify(caught)).not.toContain('secret-value');
});
