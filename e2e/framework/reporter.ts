import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter';
import {
  catalogueKind,
  isNotApplicable,
  Journal,
  phaseResultsKind,
  type SavedKind,
  writeSaved,
} from '../../harness/index.ts';
import { declaredIn } from './annotations.ts';
import { arrange } from './arrange.ts';
import { findEnvironment } from './environment.ts';
import { verifyDependencies } from './order.ts';
import { declarationOf, type PhaseCheckRecord, recordOf } from './records.ts';
import { forgetState, resultsFolder, savePlanned, saveState, stateOf } from './results.ts';

/**
 * Passes Playwright's results to the harness as check records: `checks-<phase>.json` in `DIFY_E2E_RESULTS` and, until the phase has
 * ended, `ended-<phase>.json`.
 * With `DIFY_E2E_CATALOGUE` it writes the declarations of all checks to that file instead (`playwright test --list`).
 */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export
export default class CheckReporter implements Reporter {
  #tests: readonly TestCase[] = [];
  readonly #ended: PhaseCheckRecord[] = [];
  #reports: string | undefined;
  readonly #catalogue = process.env.DIFY_E2E_CATALOGUE;

  printsToStdio(): boolean {
    return false;
  }

  /** The only point at which Playwright has read all specs but not yet distributed them to its workers. */
  async preprocess({ suite }: { suite: Suite }): Promise<void> {
    if (this.#catalogue) verifyDependencies(suite.allTests().map(declarationOf));
    arrange(suite);
  }

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests();
    if (this.#catalogue) {
      write(this.#catalogue, catalogueKind, { checks: this.#tests.map(declarationOf) });
      return;
    }
    const folder = resultsFolder();
    if (!folder) return;
    const ids = this.#tests.map((test) => declaredIn(test.annotations, test.title).id);
    savePlanned(folder, ids);
    for (const id of ids) forgetState(folder, id);
  }

  onTestBegin(test: TestCase): void {
    this.#recordCheck(test, 'began');
  }

  onTestEnd(test: TestCase): void {
    const folder = resultsFolder();
    if (!folder) return;
    const record = recordOf(test, this.#reportDir(folder));
    // A check whose worker died could not save its own state.
    if (stateOf(folder, record.id) === undefined)
      saveState(folder, record.id, isNotApplicable(record) ? 'not-applicable' : record.result.state);
    // If this process is killed, no other record of the results so far remains.
    this.#recordCheck(test, record.result.state);
    this.#ended.push(record);
    save(folder, 'ended', this.#ended);
  }

  onEnd(): void {
    const folder = resultsFolder();
    if (!folder || this.#catalogue) return;
    const reportDir = this.#reportDir(folder);
    const records = this.#tests.map((test) => recordOf(test, reportDir));
    save(folder, 'checks', records);
  }

  /** Puts the check on the timeline. */
  #recordCheck(test: TestCase, state: string): void {
    const folder = resultsFolder();
    if (!folder) return;
    using journal = new Journal(this.#reportDir(folder), 'checks');
    const { id, phase } = declarationOf(test);
    journal.add({ at: Date.now(), kind: 'check', id, phase, state });
  }

  /** Read once: the environment doesn't change during this process. */
  #reportDir(folder: string): string {
    this.#reports ??= findEnvironment()?.reportDir ?? folder;
    return this.#reports;
  }
}

function save(folder: string, name: 'checks' | 'ended', records: readonly PhaseCheckRecord[]): void {
  const phases = Map.groupBy(records, ({ phase }) => phase);
  for (const [phase, checks] of phases) write(join(folder, `${name}-${phase}.json`), phaseResultsKind, { checks });
}

function write<T extends object>(file: string, kind: SavedKind<T>, value: T): void {
  mkdirSync(dirname(file), { recursive: true });
  writeSaved(file, kind, value);
}
