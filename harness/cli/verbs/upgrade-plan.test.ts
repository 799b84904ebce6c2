import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runProgram } from '../program.ts';
import { captureOutput } from '../testing/capture-output.ts';

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});
const run = (...args: string[]) => runProgram(['upgrade-plan', ...args], signal);

describe('upgrade-plan', () => {
  test('says what to do between two releases: exit code 0', async () => {
    expect(await run('1.9.2', '1.11.4')).toBe(0);
    expect(printed.out).toContain('\nMust do');
    expect(printed.out).toContain('Route /triggers to api:5001');
  });

  test('as JSON for programs', async () => {
    expect(await run('1.9.2', '1.11.4', '--format', 'json')).toBe(0);
    expect(JSON.parse(printed.out).differences.length).toBeGreaterThan(20);
  });

  test('an unknown release is a usage error that names the nearest ones', async () => {
    await expect(run('1.9.2', '1.99.0')).rejects.toMatchObject({ code: 'RELEASE_UNKNOWN' });
  });

  test('--help has examples and the releases', async () => {
    expect(await run('--help')).toBe(0);
    expect(printed.out).toMatch(/Examples:[\s\S]*Releases: 0\.15\.0 to \d/);
  });
});
