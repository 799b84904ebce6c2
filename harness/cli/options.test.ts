import { tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import { packageRoot } from '../core/package-root.ts';
import { defaultConfig } from './options.ts';

test('in a clone the config is the one in this directory', () => {
  expect(defaultConfig(packageRoot())).toBe('configs/rehearsal.yaml');
});

test("anywhere else it is the package's, and can be read", () => {
  const file = defaultConfig(tmpdir());
  expect(isAbsolute(file)).toBe(true);
  expect(loadConfig(file).config.scope).toBe('rehearsal');
});
