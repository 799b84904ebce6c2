import { readFileSync } from 'node:fs';
import type { CheckRecord } from '../core/model/check.ts';

/** Counts passed and failed gates, unit tests and checks of a real run. */
export class Tally {
  #passed = 0;
  readonly #failed: string[] = [];
  #skipped = 0;

  add(name: string, passed: boolean): void {
    if (passed) this.#passed += 1;
    else this.#failed.push(name);
  }

  /**
   * A check that did not pass counts as failed, whatever the reason, except that one about something that the set does not have
   * is skipped; informational ones don't count.
   */
  addChecks(checks: readonly CheckRecord[]): void {
    for (const check of checks) {
      if (check.severity === 'informational') continue;
      const { result } = check;
      if (result.state === 'skipped' && result.notApplicable) this.#skipped += 1;
      else this.add(`${check.id}: ${result.state}`, result.state === 'passed');
    }
  }

  /** @param file vitest's JSON report. */
  addVitest(file: string): void {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    for (const suite of report.testResults) {
      // A file that can't be loaded has no tests to count.
      if (suite.assertionResults.length === 0) this.add(suite.name, suite.status === 'passed');
      for (const test of suite.assertionResults) this.add(`${suite.name}: ${test.fullName}`, test.status === 'passed');
    }
  }

  get failed(): readonly string[] {
    return this.#failed;
  }

  /** The final line. */
  toString(): string {
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : '';
    return `${this.#passed} passed, ${this.#failed.length} failed${skipped}`;
  }
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}
