import { HarnessError } from '../core/errors.ts';
import type { Measure } from './step-checks.ts';

/**
 * Measures a wait that ends well or runs out of time, in seconds. One that ends early, because its cause is known, says nothing about how
 * fast the machine is, and leaves no figure that the machine could excuse.
 * @param limit in seconds.
 */
export async function measuredWait<T>(
  limit: number,
  measure: Measure,
  wait: (timeoutMs: number) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const keep = (): void =>
    measure({ name: 'time until ready', value: (performance.now() - started) / 1000, unit: 's', limit });
  try {
    const result = await wait(limit * 1000);
    keep();
    return result;
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'WAIT_TIMEOUT') keep();
    throw error;
  }
}
