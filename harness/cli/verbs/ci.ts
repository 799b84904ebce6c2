import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../core/config/index.ts';
import { explain } from '../../core/errors.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { packageRoot } from '../../core/package-root.ts';
import { redact } from '../../core/redact.ts';
import { docker } from '../../environment/engine/index.ts';
import { command } from '../../provision/exec/index.ts';
import { recipeBook } from '../../provision/images/index.ts';
import { coverageLine } from '../../qa/coverage.ts';
import { Tally } from '../../qa/tally.ts';
import type { CliContext } from '../context.ts';
import { fullRun } from '../full-run.ts';

/** Static gates: title → arguments below node_modules/.bin or a script of ours. */
const GATES: readonly (readonly [string, string, readonly string[]])[] = [
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', ['ci', '.']],
  ['types', 'node_modules/@typescript/native/bin/tsc', ['-p', 'tsconfig.json', '--noEmit']],
  ['generated docs', 'harness/cli/generate.ts', ['--check']],
];

/** `ci` (what `npm test` runs): the gates, the unit tests, then one short real run. */
export function registerCi(program: Command, context: CliContext): void {
  program
    .command('ci', { hidden: true })
    .description('static gates, unit tests and one short real run; ends with "N passed, N failed"')
    .action(async () => {
      const tally = new Tally();
      for (const [title, script, args] of GATES) await gate(tally, title, [script, ...args], context.signal);
      const coverage = await unitTests(tally, context.signal);
      await realRun(tally, context.signal);
      for (const failure of tally.failed) process.stdout.write(`failed: ${failure}\n`);
      process.stdout.write(`${coverage}\n${tally}\n`);
      context.exit(tally.failed.length === 0 ? 0 : 1);
    });
}

async function gate(tally: Tally, title: string, args: readonly string[], signal: AbortSignal): Promise<boolean> {
  process.stderr.write(`… ${title}\n`);
  const result = await command(process.execPath, args, { cwd: packageRoot(), signal, allowFailure: true });
  if (result.exitCode !== 0) process.stderr.write(`${result.stdout}\n${result.stderr}\n`);
  tally.add(title, result.exitCode === 0);
  return result.exitCode === 0;
}

/** @returns the line that says how much of the code the tests run. */
async function unitTests(tally: Tally, signal: AbortSignal): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-unit-'));
  const file = join(folder, 'vitest.json');
  const coverage = join(folder, 'coverage');
  const outputs = [`--outputFile=${file}`, '--coverage', `--coverage.reportsDirectory=${coverage}`];
  try {
    await gate(
      tally,
      'unit tests',
      ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', ...outputs],
      signal,
    );
    tally.addVitest(file);
    return coverageLine(join(coverage, 'coverage-summary.json'));
  } catch (error) {
    tally.add(`unit tests left no report: ${redact(explain(error).join(' '))}`, false);
    return 'unit test coverage: unknown';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The real run must come out GO: a NO-GO on our own fixtures is a defect, of the harness or of the fixtures. */
async function realRun(tally: Tally, signal: AbortSignal): Promise<void> {
  try {
    const { record, leftovers } = await fullRun({
      loaded: loadConfig('configs/rehearsal.yaml'),
      profile: 'quick',
      yes: true,
      signal,
    });
    tally.addChecks(record.checks);
    await doubleTests(tally, record, signal);
    tally.add(
      `verdict of the short run: ${record.verdict.verdict} (${record.verdict.rule})`,
      record.verdict.verdict === 'GO',
    );
    tally.add(`nothing is left behind: ${leftovers.join('; ')}`, leftovers.length === 0);
  } catch (error) {
    process.stderr.write(`${redact(explain(error).join('\n'))}\n`);
    tally.add('short real run', false);
  }
}

/** The API double's own tests, in the image that the run has just used: this machine need not have its Python packages. */
async function doubleTests(tally: Tally, { ledger }: RunRecord, signal: AbortSignal): Promise<void> {
  const image = ledger.find(({ part }) => part === 'dify-api')?.used.split(' ')[0] ?? 'dify-api';
  const book = recipeBook(join(packageRoot(), 'fixtures', 'images'));
  for (const version of Object.keys((await book.recipe('dify-api')).emulates ?? {})) {
    const tests = await docker(testsOf(image, version), { signal, allowFailure: true, timeoutMs: 120_000 });
    if (tests.exitCode !== 0) process.stderr.write(`${tests.stdout}\n${tests.stderr}\n`);
    tally.add(`the API double's own tests, as Dify ${version}`, tests.exitCode === 0);
  }
}

function testsOf(image: string, version: string): string[] {
  const source = join(packageRoot(), 'fixtures', 'doubles', 'dify-api');
  const env = [`DIFY_E2E_PLAYS=${version}`, 'PYTHONDONTWRITEBYTECODE=1'].flatMap((entry) => ['--env', entry]);
  const place = ['--network', 'none', '--volume', `${source}:/src:ro`, '--workdir', '/src', '--entrypoint', 'python3'];
  return ['run', '--rm', ...place, ...env, image, '-m', 'unittest', 'discover', 'tests', '-t', '.'];
}
