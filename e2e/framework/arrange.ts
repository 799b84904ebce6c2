import type { Suite, TestCase } from '@playwright/test/reporter';
import { HarnessError } from '../../harness/index.ts';
import { declaredIn } from './annotations.ts';
import { type Orderable, orderChecks, orderFiles } from './order.ts';

const checkOf = (test: TestCase): Orderable => declaredIn(test.annotations, test.title);

/**
 * Sorts the tests of a run by their `dependsOn`. Playwright itself goes by file name, and hands tests to its workers in the order of
 * the suite's entries.
 * @throws HarnessError `CHECK_CYCLE`, or `CHECK_ORDER_IGNORED` if this version of Playwright ignores the sorted entries.
 */
export function arrange(root: Suite): void {
  for (const project of root.suites) {
    for (const file of project.suites) sortEntries(file, orderChecks(file.allTests().map(checkOf)));
    const files = project.suites.map((suite) => ({ file: suite.title, checks: suite.allTests().map(checkOf) }));
    const order = orderFiles(files);
    project.entries().sort((a, b) => order.indexOf(a.title) - order.indexOf(b.title));
  }
  const late = firstTooLate(root.allTests().map(checkOf));
  if (late)
    throw new HarnessError({
      code: 'CHECK_ORDER_IGNORED',
      message: `Playwright would run ${late} before what it depends on`,
      likely: 'the installed version of Playwright no longer uses the order of Suite.entries()',
      hint: 'npm ci installs the version in package-lock.json',
    });
}

/** A group of tests inside a file goes where the first of its checks belongs. */
function sortEntries(file: Suite, order: readonly string[]): void {
  const place = (entry: Suite | TestCase): number => {
    const tests = 'allTests' in entry ? entry.allTests() : [entry];
    return Math.min(...tests.map((test) => order.indexOf(checkOf(test).id)));
  };
  file.entries().sort((a, b) => place(a) - place(b));
}

function firstTooLate(checks: readonly Orderable[]): string | undefined {
  const left = new Set(checks.map(({ id }) => id));
  for (const { id, dependsOn = [] } of checks) {
    if (dependsOn.some((other) => left.has(other))) return id;
    left.delete(id);
  }
  return undefined;
}
