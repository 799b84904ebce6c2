import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { breakSet } from '../../breakages/apply.ts';
import { BREAKAGES } from '../../breakages/catalogue.ts';
import { deployment, writeManifests, yaml } from '../../manifests/testing.ts';
import { runProgram } from '../program.ts';
import { captureOutput } from '../testing.ts';

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});
const run = (...args: string[]) => runProgram(args, signal);

async function brokenSet(id: string): Promise<string> {
  const target = join(mkdtempSync(join(tmpdir(), 'program-')), 'set');
  const breakage = BREAKAGES.find((candidate) => candidate.id === id);
  if (breakage) await breakSet('fixtures/manifests/dify', target, breakage);
  return target;
}

describe('lint', () => {
  test('finds nothing in the set of the repository: exit code 0', async () => {
    expect(await run('lint')).toBe(0);
    expect(printed.out).toMatch(/^\d+ objects, 0 findings/);
  });

  test('finds what is broken, with file, line, claim and remedy: exit code 1', async () => {
    const set = await brokenSet('missing-secret-key');
    expect(await run('lint', set)).toBe(1);
    expect(printed.out).toMatch(/30-sandbox\.yaml:\d+: mandatory: secret-key-missing \(SEC-3\)/);
    expect(printed.out).toContain('CODE_EXECUTION_API_KEY');
    expect(printed.out).toMatch(/\n {2}next: \S/);
  });

  test('an unused key alone is told and is no failure', async () => {
    const secret = yaml('v1', 'Secret', 'keys', 'stringData: { TOKEN: one-secret-value, OLD: other-secret-value }\n');
    const env = '          env: [{ name: T, valueFrom: { secretKeyRef: { name: keys, key: TOKEN } } }]\n';
    const set = await writeManifests({ 'a.yaml': deployment('app', { container: env }), 'b.yaml': secret });
    expect(await run('lint', set)).toBe(0);
    expect(printed.out).toContain('informational: secret-key-unused');
    expect(printed.out).not.toMatch(/one-secret-value|other-secret-value/);
  });

  test('a folder that is not there is a usage error', async () => {
    await expect(run('lint', '/nowhere/set')).rejects.toMatchObject({
      name: 'UsageError',
      code: 'MANIFESTS_NOT_FOUND',
    });
  });
});
