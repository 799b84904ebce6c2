import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSaved, writeSaved } from '../core/saved.ts';
import { environmentKind } from './environment.ts';
import { sampleEnvironment } from './testing/sample-environment.ts';

test('an environment is read as it was saved, config and all', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'environment-')), 'environment.json');
  const environment = sampleEnvironment('r1', { outside: { host: '127.0.0.1', port: 9 } });
  writeSaved(file, environmentKind, environment);
  expect(readSaved(file, environmentKind)).toEqual(environment);
});

test('one without what checks rely on is refused, field by field', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'environment-')), 'environment.json');
  const { secrets: _, ...broken } = sampleEnvironment('r1');
  writeSaved(file, environmentKind, { ...broken, ingress: { host: '127.0.0.1' } } as never);
  expect(() => readSaved(file, environmentKind)).toThrow(
    expect.objectContaining({
      code: 'SAVED_STATE_UNREADABLE',
      details: [expect.stringContaining('ingress.port: '), expect.stringContaining('secrets: ')],
    }),
  );
});
