import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../../core/errors.ts';
import { packageRoot } from '../../core/package-root.ts';
import { redact } from '../../core/redact.ts';
import { command } from '../../provision/exec/index.ts';
import { coverageLine } from '../coverage.ts';
import type { Runner } from '../runner.ts';
import type { Tally } from '../tally.ts';

/** Static gates: title → arguments below node_modules/.bin or a script of ours. */
const GATES: readonly (readonly [string, string, readonly string[]])[] = [
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', ['ci', '.']],
  ['types', 'node_modules/@typescript/native/bin/tsc', ['-p', 'tsconfig.json', '--noEmit']],
  ['import boundaries', 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ['.']],
  ['generated docs', 'harness/cli/generate.ts', ['--check']],
  ['npm package', 'harness/cli/check-package.ts', []],
];

type Watch = Pick<Runner, 'signal' | 'say'>;

/** Format, lint, types, import boundaries, generated docs and the package. */
export async function staticGates(tally: Tally, watch: Watch): Promise<void> {
  for (const [title, script, args] of GATES) await gate(tally, title, [script, ...args], watch);
}

async function gate(tally: Tally, title: string, args: readonly string[], { signal, say }: Watch): Promise<void> {
  say(`… ${title}`);
  const result = await command(process.execPath, args, { cwd: packageRoot(), signal, allowFailure: true });
  if (result.exitCode !== 0) say(`${result.stdout}\n${result.stderr}`);
  tally.add(title, result.exitCode === 0);
}

/** @returns the line about test coverage. */
export async function unitTests(tally: Tally, watch: Watch): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-unit-'));
  const file = join(folder, 'vitest.json');
  const coverage = join(folder, 'coverage');
  const outputs = [`--outputFile=${file}`, '--coverage', `--coverage.reportsDirectory=${coverage}`];
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', ...outputs];
  try {
    await gate(tally, 'unit tests', vitest, watch);
    tally.addVitest(file);
    return coverageLine(join(coverage, 'coverage-summary.json'));
  } catch (error) {
    tally.add(`unit tests left no report: ${redact(explain(error).join(' '))}`, false);
    return 'unit test coverage: unknown';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
