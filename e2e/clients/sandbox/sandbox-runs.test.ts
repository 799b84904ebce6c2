import { expect, test } from 'vitest';
import { endedOf, mostAtOnce, settingOf } from './sandbox-runs.ts';

const answer = (data: unknown, code = 0, status = 200) => ({
  status,
  elapsedMs: 1,
  body: JSON.stringify({ code, message: 'success', data }),
});

test('stderr is separated from what an older sandbox adds about how the program ended', () => {
  expect(endedOf(answer({ stdout: 'a\n', error: '' }))).toMatchObject({ stdout: 'a\n', stderr: '', fault: '' });
  expect(endedOf(answer({ stdout: '', error: 'careful\n' }))).toMatchObject({ stderr: 'careful\n', fault: '' });
  expect(endedOf(answer({ stdout: '', error: 'Traceback\nValueError: x\nerror: exit status 255\n' }))).toMatchObject({
    stderr: 'Traceback\nValueError: x\n',
    fault: 'exit status 255',
  });
  expect(endedOf(answer({ stdout: '', error: 'error: timeout\nerror: signal: killed\n' }))).toMatchObject({
    stderr: '',
    fault: 'timeout\nsignal: killed',
  });
});

test('a line of the program that looks like such an addition, but is not the last, belongs to stderr', () => {
  expect(endedOf(answer({ stdout: '', error: 'error: mine\nand more\n' }))).toMatchObject({
    stderr: 'error: mine\nand more\n',
    fault: '',
  });
});

test('a newer sandbox has separate fields', () => {
  expect(endedOf(answer({ stdout: 'a', stderr: 'careful\n', error: '', exit_code: 0 }))).toMatchObject({
    stderr: 'careful\n',
    fault: '',
  });
  const fault = 'process exited with code -1\nerror: timeout';
  expect(endedOf(answer({ stdout: '', stderr: '', error: `${fault}\n`, exit_code: -1 }))).toMatchObject({ fault });
});

test('a response without code 0 is not a run', () => {
  expect(() => endedOf(answer(null, -500))).toThrow('did not run');
  expect(() => endedOf(answer(null, 0, 503))).toThrow('HTTP 503');
  expect(() => endedOf({ status: 0, elapsedMs: 1, body: 'no answer: refused' })).toThrow('no answer');
});

test('the busiest moment', () => {
  expect(mostAtOnce([])).toBe(0);
  expect(
    mostAtOnce([
      [0, 2],
      [1, 3],
      [2, 4],
    ]),
  ).toBe(2);
});

test('the variable takes precedence over the file', () => {
  const printed = 'max_workers: 4\nmax_requests: 50\nMAX_WORKERS=2\n';
  expect(settingOf(printed, 'MAX_WORKERS', 'max_workers')).toBe(2);
  expect(settingOf(printed, 'MAX_REQUESTS', 'max_requests')).toBe(50);
  expect(settingOf('', 'MAX_REQUESTS', 'max_requests')).toBeUndefined();
});
