import { beforeEach, expect, test, vi } from 'vitest';
import { phaseRecord } from '../core/model/testing/records.ts';
import { registerSecrets } from '../core/redact.ts';
import { createProgress } from './progress.ts';
import { captureOutput } from './testing/capture-output.ts';

let printed: ReturnType<typeof captureOutput>;
beforeEach(() => {
  printed = captureOutput();
  return () => vi.restoreAllMocks();
});

const steps = ['images', 'ready'].map((id) => ({ id, title: `Step ${id}` }));
/** Without the time at which the line was printed. */
const lines = () =>
  printed.err
    .trimEnd()
    .replace(/^\[ *[\d.]+ s\] /gm, '')
    .split('\n');

test('without a terminal a step is a line at its start and one at its end, all on stderr', async () => {
  const progress = createProgress(steps, false);
  progress.onEvent({ type: 'started', id: 'images', text: 'Step images' });
  const record = phaseRecord('images', { title: 'Step images', durationMs: 61_200 });
  progress.onEvent({ type: 'ended', id: 'images', record });
  await progress.end();
  expect(lines()).toEqual(['… Step images', '✔ Step images (61.2 s)']);
  expect(printed.out).toBe('');
});

test.each([
  ['failed', '✖'],
  ['blocked', '⊘'],
  ['skipped', '-'],
] as const)('a step that %s says why, every line of it', (state, mark) => {
  const record = phaseRecord('ready', { title: 'Ready', state, durationMs: 0, reason: 'NO: x\n  next: y' });
  createProgress(steps, false).onEvent({ type: 'ended', id: 'ready', record });
  expect(lines()).toEqual([`${mark} Ready`, '    NO: x', '      next: y']);
});

test('a verbose step does not fill the log: its latest line is printed now and then', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const progress = createProgress(steps, false);
    progress.onEvent({ type: 'started', id: 'images', text: 'Step images' });
    const tell = (text: string) => progress.onEvent({ type: 'progress', id: 'images', text });
    for (let index = 0; index < 100; index += 1) tell(`layer ${index}`);
    vi.setSystemTime(Date.now() + 60_000);
    tell('layer 100');
    tell('layer 101');
    expect(lines()).toEqual(['… Step images', '  images: layer 100']);
  } finally {
    vi.useRealTimers();
  }
});

test('no secret is printed, wherever it occurs', () => {
  registerSecrets(['s3cret-of-the-run']);
  const progress = createProgress(steps, false);
  progress.onEvent({ type: 'progress', id: 'ready', text: 'password s3cret-of-the-run' });
  const record = phaseRecord('ready', { state: 'failed', reason: 'wrong password s3cret-of-the-run' });
  progress.onEvent({ type: 'ended', id: 'ready', record });
  expect(printed.err).not.toContain('s3cret-of-the-run');
  expect(printed.err.match(/\[redacted\]/g)).toHaveLength(2);
});
