import { randomUUID } from 'node:crypto';
import { Journal } from './journal.ts';

/** What is done to the deployment on purpose. */
export interface PlannedFault {
  /** As a noun phrase: `process of an API replica killed`. */
  readonly name: string;
  /** Workloads that it may disturb; `*`: all. */
  readonly targets: readonly string[];
}

/**
 * Marks in the timeline that something is broken on purpose, from now until the result is disposed of: until the deployment has
 * recovered. What happens meanwhile to the targets is not held against the deployment.
 */
export function faultWindow(reportDir: string, { name, targets }: PlannedFault): Disposable {
  const id = randomUUID();
  const mark = (state: 'begin' | 'end'): void => {
    using journal = new Journal(reportDir, `faults-${process.pid}`);
    journal.add({ at: Date.now(), kind: 'fault', id, name, targets: [...targets], state });
  };
  mark('begin');
  return { [Symbol.dispose]: () => mark('end') };
}
