import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../core/package-root.ts';

/** The two places that start the Docker client: one for images, one for a live run. */
const ENGINES = ['harness/environment/engine/docker.ts', 'harness/provision/images/engine.ts'];
/** It looks whether an engine is there before anything else. */
const DETECTION = ['harness/provision/machine/engine.ts'];

test('nothing starts the Docker client but the engine modules', async () => {
  const root = packageRoot();
  const starts: string[] = [];
  for await (const file of glob('{harness,e2e}/**/*.ts', { cwd: root }))
    if (/command\(\s*('docker'|docker\b|\w+\.docker\b)/.test(readFileSync(join(root, file), 'utf8'))) starts.push(file);
  expect(starts.filter((file) => !file.endsWith('.test.ts')).sort()).toEqual([...ENGINES, ...DETECTION].sort());
});
