import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../core/package-root.ts';
import { namesOf } from './skeleton.ts';
import { skeleton as checkSkeleton } from './skeletons/check.ts';
import { writeSkeleton } from './write.ts';

const ENVIRONMENT = 'harness/environment';
/** The walks of CONTRIBUTING.md: command, name, files that it creates, and the file that it edits. */
const WALKS: readonly (readonly [kind: string, name: string, created: readonly string[], edited: readonly string[]])[] =
  [
    ['check', 'session-expiry', ['e2e/specs/smoke/session-expiry.spec.ts'], []],
    ['stand-in', 'mail', sourceAndTest(`${ENVIRONMENT}/stand-ins/mail`), ['harness/core/config/stand-ins.ts']],
    [
      'stand-in',
      'object-store',
      sourceAndTest(`${ENVIRONMENT}/stand-ins/object-store`),
      ['harness/core/config/stand-ins.ts'],
    ],
    [
      'fault',
      'disk-slow',
      sourceAndTest(`${ENVIRONMENT}/faults/kinds/disk-slow`),
      [`${ENVIRONMENT}/faults/registry.ts`],
    ],
    ['fault', 'a-first', sourceAndTest(`${ENVIRONMENT}/faults/kinds/a-first`), [`${ENVIRONMENT}/faults/registry.ts`]],
    ['fault', 'delete', sourceAndTest(`${ENVIRONMENT}/faults/kinds/delete`), [`${ENVIRONMENT}/faults/registry.ts`]],
    [
      'provider',
      'cloud-vm',
      sourceAndTest(`${ENVIRONMENT}/cluster/providers/cloud-vm/provider`),
      ['harness/core/config/cluster-providers.ts'],
    ],
    [
      'rule',
      'new-thing',
      ['harness/lint/rules/dify/new-thing.ts', 'harness/lint/rules/dify/new-thing.cases.yaml'],
      ['harness/lint/rules/dify/index.ts'],
    ],
    ['reporter', 'csv', sourceAndTest('harness/report/reporters/csv'), ['harness/report/reporters/index.ts']],
    ['reporter', 'zip', sourceAndTest('harness/report/reporters/zip'), ['harness/report/reporters/index.ts']],
  ];
/** Tests of the registries: they hold for a new entry as it is written. */
const REGISTRY_TESTS = [
  `${ENVIRONMENT}/stand-ins/registry.test.ts`,
  `${ENVIRONMENT}/cluster/providers.test.ts`,
  'harness/report/reporters/index.test.ts',
];

function sourceAndTest(path: string): string[] {
  return [`${path}.ts`, `${path}.test.ts`];
}

let copy: string;
let files: string[];
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'scaffold-'));
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const known = execFileSync('git', listed, { cwd: packageRoot(), encoding: 'utf8' }).split('\0');
  // The link that a checkout may have in place of the folder is no file to copy.
  files = known.filter((file) => file !== '' && file !== 'node_modules' && existsSync(join(packageRoot(), file)));
  for (const folder of new Set(files.map(dirname))) mkdirSync(join(copy, folder), { recursive: true });
  for (const file of files) copyFileSync(join(packageRoot(), file), join(copy, file));
  symlinkSync(join(packageRoot(), 'node_modules'), join(copy, 'node_modules'));
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

function run(program: string, ...args: string[]): { status: number | null; said: string } {
  const env = { ...process.env, DIFY_E2E_ENVIRONMENT: '', DIFY_E2E_CATALOGUE: '' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** Runs `npm run new:<kind> -- …` as package.json has it. */
function scaffold(kind: string, ...args: string[]) {
  const { scripts } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  return run(process.execPath, ...scripts[`new:${kind}`].split(' ').slice(1), ...args);
}

const bin = (name: string): string => join(copy, 'node_modules/.bin', name);
const times = () => files.map((file) => statSync(join(copy, file)).mtimeMs);

it.each(WALKS)('new:%s writes %s, edits one file at most, and says so', (kind, name, created, edited) => {
  const before = times();
  const { status, said } = scaffold(kind, name);
  expect({ status, said }).toMatchObject({ status: 0 });
  const after = times();
  expect(files.filter((_, index) => before[index] !== after[index])).toEqual(edited);
  expect(edited.length).toBeLessThanOrEqual(1);
  const [wrote = '', next = ''] = said.split('Next:\n');
  expect(wrote.split('\n').slice(1, -1)).toEqual([...created, ...edited].map((file) => `  ${file}`));
  expect(next).toMatch(/ {2}np[mx] /);
  expect(created.filter((file) => !existsSync(join(copy, file)))).toEqual([]);
});

it('all of it compiles, and lint accepts it', { timeout: 120_000 }, () => {
  expect(run(bin('tsc'), '-p', 'tsconfig.json')).toEqual({ status: 0, said: '' });
  expect(run(bin('biome'), 'ci', '--vcs-enabled=false', 'harness', 'e2e')).toMatchObject({ status: 0 });
  const { scripts } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  const [program = '', ...args] = scripts.boundaries.split(' ');
  expect(run(bin(program), ...args)).toMatchObject({ status: 0 });
});

it('each new test fails until it is finished, and those of the registries pass', { timeout: 120_000 }, () => {
  const fresh = WALKS.flatMap(([, , created]) => created.filter((file) => file.endsWith('.test.ts')));
  const tests = [...fresh, ...REGISTRY_TESTS, 'e2e/framework/catalogue.test.ts'];
  run(bin('vitest'), 'run', '--reporter=json', '--outputFile=tests.json', ...tests);
  const { testResults } = JSON.parse(readFileSync(join(copy, 'tests.json'), 'utf8'));
  const failed = testResults.flatMap(({ name, status }: Record<'name' | 'status', string>) =>
    status === 'failed' ? [name.slice(name.indexOf('/harness/') + 1).replace(/^.*\/e2e\//, 'e2e/')] : [],
  );
  expect(testResults).toHaveLength(tests.length);
  expect(failed.sort()).toEqual([...fresh, 'e2e/framework/catalogue.test.ts'].sort());
});

it('a new rule does not have the findings of its cases yet', { timeout: 120_000 }, () => {
  const { status, said } = run(bin('vitest'), 'run', 'harness/lint/rules.test.ts', '-t', 'new-thing');
  expect(status).not.toBe(0);
  expect(said).toContain('TODO: what is wrong');
});

it('new:rule refuses an area that does not exist', () => {
  expect(scaffold('rule', 'other', '--area', 'weather')).toMatchObject({
    status: 64,
    said: expect.stringContaining('AREA_UNKNOWN: there is no area "weather"'),
  });
});

it.each([
  ['stand-in', 'redis'],
  ['provider', 'kind'],
  ['reporter', 'json'],
  ['fault', 'switch'],
  ['check', 'routing'],
  ['rule', 'route-misrouted'],
])('new:%s refuses %s, which is taken', (kind, name) => {
  const before = times();
  expect(scaffold(kind, name)).toMatchObject({
    status: 64,
    said: expect.stringMatching(/^FILE_EXISTS: .* already exists/),
  });
  expect(times()).toEqual(before);
});

it.each(['check', 'rule', 'stand-in', 'fault', 'provider', 'reporter'])(
  'new:%s has --help, and asks for a name',
  (kind) => {
    expect(scaffold(kind, '--help')).toMatchObject({ status: 0, said: expect.stringContaining(`new:${kind} -- NAME`) });
    expect(scaffold(kind)).toMatchObject({ status: 64, said: expect.stringMatching(/^NAME_MISSING: /) });
  },
);

it.each(['', 'Upper', 'two words', '../up', '-x'])('the name "%s" is refused', (name) => {
  expect(namesOf(name)).toBeUndefined();
  expect(() => writeSkeleton(copy, checkSkeleton, name)).toThrow('is not a kebab-case name');
});
