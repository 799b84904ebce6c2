import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../core/errors.ts';
import type { CheckDeclaration, Phase } from '../core/model/check.ts';
import { catalogueKind, phaseResultsKind } from '../core/model/saved-checks.ts';
import { playwrightCommand } from '../core/own-command.ts';
import { readSaved } from '../core/saved.ts';
import { command } from '../provision/exec/command.ts';
import { cacheDir } from '../provision/machine/index.ts';
import type { RawCheckRecord } from './step.ts';

/** Wherever npm has put it: beside this package, if that is installed. */
const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');

/** The sources' or the build's, like this file: Playwright compiles nothing below `node_modules`. */
const CONFIG = fileURLToPath(new URL(`../../playwright.config${extname(import.meta.url)}`, import.meta.url));

export interface PlaywrightOptions {
  readonly phase: Phase;
  /** Number of the round in this invocation, from 1. */
  readonly round?: number;
  readonly environmentFile: string;
  readonly results: string;
  readonly reportDir: string;
  readonly signal: AbortSignal;
  /** What the user selected: `--grep`, `--last-failed`. It may match nothing in this phase. */
  readonly extraArgs?: readonly string[];
  onLine(line: string): void;
}

/**
 * Runs one phase's specs.
 * @returns the records of its checks, whatever their results.
 * @throws HarnessError `CHECKS_DID_NOT_RUN` if Playwright itself failed and left no records; `SAVED_STATE_UNREADABLE`.
 */
export async function runPhase(options: PlaywrightOptions): Promise<RawCheckRecord[]> {
  const file = join(options.results, `checks-${options.phase}.json`);
  // Results of an earlier `test` must not count.
  for (const name of ['checks', 'ended'])
    rmSync(join(options.results, `${name}-${options.phase}.json`), { force: true });
  const chosen = options.extraArgs ?? [];
  const result = await playwright(
    ['test', '--project', options.phase, ...(chosen.length > 0 ? ['--pass-with-no-tests', ...chosen] : [])],
    options.signal,
    options.onLine,
    {
      DIFY_E2E_ENVIRONMENT: options.environmentFile,
      DIFY_E2E_RESULTS: options.results,
      DIFY_E2E_REPORT: options.reportDir,
      DIFY_E2E_ROUND: String(options.round ?? 1),
    },
  );
  if (existsSync(file)) return [...readSaved(file, phaseResultsKind).checks];
  if (chosen.length > 0 && result.exitCode === 0) return [];
  throw new HarnessError({
    code: 'CHECKS_DID_NOT_RUN',
    message: `the ${options.phase} specs recorded no results (exit code ${result.exitCode})`,
    details: `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-20),
    hint: playwrightCommand(`--project ${options.phase} --list`),
  });
}

/** @returns the records of the checks that ended before an unfinished phase was; empty if it had not started. */
export function endedChecks(results: string, phase: Phase): readonly RawCheckRecord[] {
  const file = join(results, `ended-${phase}.json`);
  return existsSync(file) ? readSaved(file, phaseResultsKind).checks : [];
}

/** @returns the declarations of all specs, without an environment. */
export async function listChecks(file: string, signal: AbortSignal): Promise<CheckDeclaration[]> {
  rmSync(file, { force: true });
  const result = await playwright(['test', '--list'], signal, () => undefined, { DIFY_E2E_CATALOGUE: file });
  if (existsSync(file)) return [...readSaved(file, catalogueKind).checks];
  throw new HarnessError({
    code: 'CATALOGUE_UNREADABLE',
    message: 'the specs could not be listed',
    details: `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-20),
    hint: playwrightCommand('--list'),
  });
}

function playwright(
  args: readonly string[],
  signal: AbortSignal,
  onLine: (line: string) => void,
  env: Record<string, string>,
) {
  return command(process.execPath, [PLAYWRIGHT, ...args, '--config', CONFIG], {
    // Four workers load some thousand modules each: what one has compiled the others read, in this phase and in later runs.
    env: { NODE_COMPILE_CACHE: join(cacheDir(), 'compiled'), ...env, FORCE_COLOR: '0' },
    signal,
    onLine,
    allowFailure: true,
  });
}
