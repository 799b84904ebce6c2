import { expect, test, vi } from 'vitest';
import type { PodHttp } from '../cluster/pod-http.ts';
import { pythonPrepared } from './python-environment.ts';

/** A sandbox whose programs find the file from that call on. */
function sandbox(from: number) {
  let calls = 0;
  const podHttp: PodHttp = async () => {
    const stdout = ++calls >= from ? 'True\n' : 'False\n';
    return { status: 200, headers: {}, body: JSON.stringify({ code: 0, data: { stdout, error: '' } }), elapsedMs: 1 };
  };
  return { podHttp, calls: () => calls };
}

test('what runs in the sandbox waits until its root is complete', async () => {
  vi.useFakeTimers();
  const { podHttp, calls } = sandbox(3);
  const prepared = pythonPrepared(podHttp);
  await vi.runAllTimersAsync();
  expect([await prepared, calls()]).toEqual([true, 3]);
  vi.useRealTimers();
});

test('a root that never becomes complete is said, not waited for without end', async () => {
  expect(await pythonPrepared(sandbox(Number.POSITIVE_INFINITY).podHttp, 1)).toBe(false);
});
