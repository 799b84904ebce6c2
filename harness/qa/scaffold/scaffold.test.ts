import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../core/package-root.ts';
import { namesOf } from './skeleton.ts';
import { skeleton as checkSkeleton } from './skeletons/check.ts';
import { skeleton as faultSkeleton } from './skeletons/fault.ts';
import { skeletonFor as ruleSkeleton } from './skeletons/rule.ts';
import { writeSkeleton } from './write.ts';

const COPIED = [
  'harness',
  'e2e',
  'package.json',
  'biome.json',
  'tsconfig.json',
  'playwright.config.ts',
  'vitest.config.ts',
];
const LINKED = ['node_modules', 'fixtures', 'schemas', 'configs'];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'scaffold-'));
  for (const name of COPIED) cpSync(join(packageRoot(), name), join(copy, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(packageRoot(), name), join(copy, name));
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

const bin = (name: string): string => join(copy, 'node_modules/.bin', name);

/** Fails with the compiler's or the linter's own words. */
function expectWellFormed(files: readonly string[]): void {
  writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify({ extends: './tsconfig.json', include: files }));
  execFileSync(bin('tsc'), ['-p', 'tsconfig.new.json'], { cwd: copy, stdio: 'pipe', encoding: 'utf8' });
  execFileSync(bin('biome'), ['ci', '--vcs-enabled=false', ...files], { cwd: copy, stdio: 'pipe', encoding: 'utf8' });
}

describe('new:check', { timeout: 120_000 }, () => {
  it('writes one spec, whose check is listed and not finished', () => {
    const { files } = writeSkeleton(copy, checkSkeleton, 'session-expiry');
    expect(files).toEqual(['e2e/specs/smoke/session-expiry.spec.ts']);
    expectWellFormed(files);
    const cli = join(copy, 'node_modules/@playwright/test/cli.js');
    const env = { ...process.env, DIFY_E2E_ENVIRONMENT: '', DIFY_E2E_CATALOGUE: '' };
    const listed = execFileSync(process.execPath, [cli, 'test', '--list', 'session-expiry'], {
      cwd: copy,
      env,
      encoding: 'utf8',
    });
    expect(listed).toContain('A sentence that is true when session-expiry passes');
    expect(readFileSync(join(copy, files[0] ?? ''), 'utf8')).toContain("expectNone(['session-expiry does not check");
  });
});

describe('new:fault', { timeout: 120_000 }, () => {
  it('writes a kind with a failing test, and enters it in the registry', () => {
    const { files } = writeSkeleton(copy, faultSkeleton, 'disk-slow');
    expect(files).toEqual([
      'harness/environment/faults/kinds/disk-slow.ts',
      'harness/environment/faults/kinds/disk-slow.test.ts',
      'harness/environment/faults/registry.ts',
    ]);
    expectWellFormed(files);
    const registry = join(copy, 'harness/environment/faults/registry.ts');
    const script = `import { nameOfFault } from '${registry}'; console.log(nameOfFault({ kind: 'disk-slow', part: 'api', how: 'x' }));`;
    const named = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(named).toContain('disk-slow x of api');
    const test = spawnSync(bin('vitest'), ['run', files[1] ?? ''], { cwd: copy, encoding: 'utf8' });
    expect(test.status).not.toBe(0);
    expect(test.stdout + test.stderr).toContain('disk-slow cannot be applied to dify-api yet');
  });

  it('keeps a registry that lint accepts wherever the name sorts, and a name that is a word of the language', () => {
    for (const name of ['a-first', 'zz-last', 'delete']) writeSkeleton(copy, faultSkeleton, name);
    expectWellFormed(['harness/environment/faults/registry.ts', 'harness/environment/faults/kinds/delete.ts']);
  });
});

describe('new:rule', { timeout: 120_000 }, () => {
  it('writes a rule with cases that it does not fulfil yet, and enters it in the index of its area', () => {
    const { files } = writeSkeleton(copy, ruleSkeleton({ area: 'ingress' }, copy), 'ingress-new-thing');
    expect(files).toEqual([
      'harness/lint/rules/ingress/ingress-new-thing.ts',
      'harness/lint/rules/ingress/ingress-new-thing.cases.yaml',
      'harness/lint/rules/ingress/index.ts',
    ]);
    expectWellFormed(files.filter((file) => file.endsWith('.ts')));
    const args = ['run', 'harness/lint/rules.test.ts', '-t', 'ingress-new-thing'];
    const test = spawnSync(bin('vitest'), args, { cwd: copy, encoding: 'utf8' });
    expect(test.status).not.toBe(0);
    expect(test.stdout + test.stderr).toContain('TODO: what is wrong');
  });

  it('refuses an area that there is not, and a name that another area has', () => {
    expect(() => ruleSkeleton({ area: 'weather' }, copy)).toThrow('there is no area "weather"');
    const other = ruleSkeleton({ area: 'dify' }, copy);
    expect(() => writeSkeleton(copy, other, 'route-misrouted')).toThrow(
      'rules/ingress/route-misrouted.ts exists already',
    );
  });
});

describe('writeSkeleton', () => {
  it('overwrites nothing', () => {
    expect(() => writeSkeleton(copy, checkSkeleton, 'routing')).toThrow('routing.spec.ts exists already');
  });

  it.each(['', 'Upper', 'two words', '../up', '-x'])('refuses the name "%s"', (name) => {
    expect(namesOf(name)).toBeUndefined();
    expect(() => writeSkeleton(copy, checkSkeleton, name)).toThrow('is not a kebab-case name');
  });
});
