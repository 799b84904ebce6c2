import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { catalogueKind, phaseResultsKind, type SavedKind, writeSaved } from '../../harness/index.ts';
import { declaredIn } from './annotations.ts';
import { arrange } from './arrange.ts';
import { findEnvironment } from './environment.ts';
import { verifyDependencies } from './order.ts';
import { declarationOf, recordOf } from './records.ts';
import { forgetState, resultsFolder, savePlanned, saveState, stateOf } from './results.ts';

/**
 * Hands Playwright's results to the harness as check records: `checks-<phase>.json` in `DIFY_E2E_RESULTS`, and until the phase has
 * ended `ended-<phase>.json`.
 * With `DIFY_E2E_CATALOGUE` set it writes the declarations of all checks there instead, and runs nothing (`playwright test --list`).
 */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export
export default class CheckReporter implements Reporter {
  #tests: readonly TestCase[] = [];
  readonly #ended: TestCase[] = [];
  readonly #catalogue = process.env.DIFY_E2E_CATALOGUE;

  printsToStdio(): boolean {
    return false;
  }

  /** The one moment at which Playwright has read all specs and has not yet dealt them out to its workers. */
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

  /** A check whose worker died could not save its own state. */
  onTestEnd(test: TestCase): void {
    const folder = resultsFolder();
    const { id } = declaredIn(test.annotations, test.title);
    if (folder && stateOf(folder, id) === undefined) saveState(folder, id, recordOf(test, folder).result.state);
    // Whoever ends this process has no other record of what was proven until then.
    if (folder) {
      this.#ended.push(test);
      this.#save(folder, 'ended', this.#ended);
    }
  }

  onEnd(): void {
    const folder = resultsFolder();
    if (!folder || this.#catalogue) return;
    this.#save(folder, 'checks', this.#tests);
  }

  #save(folder: string, name: 'checks' | 'ended', tests: readonly TestCase[]): void {
    const reportDir = findEnvironment()?.reportDir ?? folder;
    const records = Map.groupBy(
      tests.map((test) => recordOf(test, reportDir)),
      ({ phase }) => phase,
    );
    for (const [phase, checks] of records) write(join(folder, `${name}-${phase}.json`), phaseResultsKind, { checks });
  }
}

function write<T extends object>(file: string, kind: SavedKind<T>, value: T): void {
  mkdirSync(dirname(file), { recursive: true });
  writeSaved(file, kind, value);
}
