import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../core/config/index.ts';
import { deployment, writeManifests, yaml } from '../../manifests/testing/sets.ts';
import { applyChange } from '../../qa/set-changes/apply.ts';
import { BREAKAGES } from '../../qa/set-changes/breakages.ts';
import { runProgram } from '../program.ts';
import { captureOutput } from '../testing/capture-output.ts';

const { signal } = new AbortController();
let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});
const run = (...args: string[]) => runProgram(args, signal);
const folder = (): string => mkdtempSync(join(tmpdir(), 'lint-'));

async function brokenSet(id: string): Promise<string> {
  const breakage = BREAKAGES.find((candidate) => candidate.id === id);
  if (!breakage) throw new Error(`no breakage ${id}`);
  const { config } = await applyChange(loadConfig('configs/rehearsal.yaml'), breakage, folder());
  return config.manifests.path;
}

describe('lint', () => {
  test('finds nothing in the set of the repository: exit code 0', async () => {
    expect(await run('lint')).toBe(0);
    expect(printed.out).toMatch(/\n\d+ objects, \d+ rules: no finding/);
  });

  test('finds what is broken, with place, claim, lines and remedy: exit code 1', async () => {
    const set = await brokenSet('missing-secret-key');
    expect(await run('lint', set)).toBe(1);
    expect(printed.out).toMatch(/30-sandbox\.yaml:\d+:\d+ mandatory secret-key-missing \(SEC-3\)/);
    expect(printed.out).toContain('CODE_EXECUTION_API_KEY');
    expect(printed.out).toMatch(/\n {2}fix: {3}\S/);
  });

  test('finds the shadowed rule in the set as first written, with the request that proves it', async () => {
    expect(await run('lint', 'fixtures/manifests/dify-as-written')).toBe(1);
    expect(printed.out).toContain('ingress-rule-shadowed (NET-2)');
    expect(printed.out).toMatch(/proof: GET http:\/\/dify\.maywzh\.com\/console\/api\S* is answered by web/);
    expect(printed.out).toContain('1 finding (1 mandatory)');
  });

  test('says what the set lacks for another release', async () => {
    expect(await run('lint', '--target', '1.16.0', '--all')).toBe(4);
    expect(printed.out).toContain('upgrade-part-missing');
    expect(printed.out).toContain('add SERVER_CONSOLE_API_URL: http://dify-api:5001');
  });

  test('a target that is not known is refused, with the nearest releases', async () => {
    await expect(run('lint', '--target', '1.16')).rejects.toMatchObject({
      code: 'RELEASE_UNKNOWN',
      details: [expect.stringContaining('1.16.0')],
    });
  });

  test('an unused key alone is reported and is not a failure', async () => {
    const secret = yaml('v1', 'Secret', 'keys', 'stringData: { TOKEN: one-secret-value, OLD: other-secret-value }\n');
    const env = '          env: [{ name: T, valueFrom: { secretKeyRef: { name: keys, key: TOKEN } } }]\n';
    const set = await writeManifests({ 'a.yaml': deployment('app', { container: env }), 'b.yaml': secret });
    expect(await run('lint', set, '--rule', 'secret-key-unused')).toBe(0);
    expect(printed.out).toContain('informational secret-key-unused');
    expect(printed.out).not.toMatch(/one-secret-value|other-secret-value/);
  });

  test('only a recommended finding is exit code 4', async () => {
    const config = join(folder(), 'config.yaml');
    const exception =
      '{ rule: secret-missing, object: Pod a, reason: decided in review, owner: Me, expires: 2020-01-01 }';
    const text = readFileSync('configs/rehearsal.yaml', 'utf8');
    const moved = text.replaceAll('../fixtures', resolve('fixtures'));
    writeFileSync(config, moved.replace('exceptions: []', `exceptions: [${exception}]`));
    expect(await run('lint', 'fixtures/manifests/dify', '--config', config, '--rule', 'exception-expired')).toBe(4);
    expect(printed.out).toMatch(/config\.yaml:\d+:\d+ recommended exception-expired/);
  });

  test('also checks filled-in values if they are known, and never shows them', async () => {
    const secrets = join(folder(), 'secrets.env');
    const names = readFileSync('fixtures/manifests/dify/secrets.env.example', 'utf8').match(/^[A-Z]\w+(?==)/gm) ?? [];
    writeFileSync(secrets, names.map((name) => `${name}=${name.toLowerCase()}-value-1\n`).join(''));
    await run('lint', '--secrets', secrets, '--format', 'json');
    expect(printed.out).not.toMatch(/-value-1/);
    const notEvaluated = JSON.parse(printed.out).notEvaluated as { message: string }[];
    expect(notEvaluated.filter(({ message }) => message.includes('filled in'))).toEqual([]);
  });

  test('--output writes the file and prints nothing', async () => {
    const file = join(folder(), 'lint.sarif');
    expect(await run('lint', '--format', 'sarif', '-o', file)).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe('2.1.0');
    expect(printed.out).toBe('');
  });

  test.each([
    ['a folder that is not there', ['/nowhere/set'], 'MANIFESTS_NOT_FOUND'],
    ['a rule that there is not', ['--rule', 'secret-key-mising'], 'RULE_UNKNOWN'],
    ['a file that cannot be written', ['-o', '/nowhere/at/all.json'], 'OUTPUT_UNWRITABLE'],
    ['a file of secrets that is not there', ['--secrets', '/nowhere.env'], 'SECRETS_UNREADABLE'],
  ])('%s is a usage error', async (_, args, code) => {
    await expect(run('lint', ...args)).rejects.toMatchObject({ name: 'UsageError', code });
  });

  test('--help has examples and the exit codes', async () => {
    expect(await run('lint', '--help')).toBe(0);
    for (const said of ['Examples:', '--format sarif', 'Exit codes: 0 no blocking findings'])
      expect(printed.out).toContain(said);
  });
});
