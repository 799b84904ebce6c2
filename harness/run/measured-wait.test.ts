import { expect, test, vi } from 'vitest';
import { HarnessError } from '../core/errors.ts';
import type { Measurement } from '../core/model/check.ts';
import { weigh } from '../core/model/weigh.ts';
import { measuredWait } from './measured-wait.ts';

/** A wait with a limit of 10 s that ends after that many. @returns what was measured. */
async function after(seconds: number, error?: HarnessError): Promise<Measurement[]> {
  const figures: Measurement[] = [];
  vi.spyOn(performance, 'now')
    .mockReturnValueOnce(0)
    .mockReturnValue(seconds * 1000);
  await measuredWait(
    10,
    (figure) => figures.push(figure),
    async () => {
      if (error) throw error;
    },
  ).catch((caught: unknown) => expect(caught).toBe(error));
  vi.restoreAllMocks();
  return figures;
}

const timeout = new HarnessError({ code: 'WAIT_TIMEOUT', message: 'not ready' });
const hopeless = new HarnessError({ code: 'WAIT_HOPELESS', message: 'the container crashes' });
const stateOf = (measurements: readonly Measurement[], waiting: number) => {
  const result = { state: 'failed', reason: 'not ready' } as const;
  const check = { id: 'deploy-ready', result, startedAt: new Date(0).toISOString(), durationMs: 11_000, measurements };
  return weigh([check], [], [{ at: 5000, waiting, stolen: 0 }])[0]?.result.state;
};

test('what became ready is measured', async () => {
  expect(await after(4)).toEqual([{ name: 'time until ready', value: 4, unit: 's', limit: 10 }]);
});

test('what is not ready in time is inconclusive on a machine that was too busy, and failed on any other', async () => {
  const figures = await after(10.1, timeout);
  expect([stateOf(figures, 1), stateOf(figures, 0.5)]).toEqual(['inconclusive', 'failed']);
});

test('what cannot become ready is failed on any machine', async () => {
  expect(stateOf(await after(3, hopeless), 1)).toBe('failed');
});
