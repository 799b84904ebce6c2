import { expect, test } from 'vitest';
import { command } from './command.ts';

const node = process.execPath;

test('hands back output and exit code', async () => {
  expect(await command(node, ['-e', 'console.log(1); process.exit(3)'], { allowFailure: true })).toEqual({
    exitCode: 3,
    stdout: '1',
    stderr: '',
  });
});

test('a failure is typed, with a pasteable command line and the last output', async () => {
  const failing = command(node, ['-e', 'console.error("no such thing"); process.exit(2)']);
  await expect(failing).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    details: [expect.stringContaining('$ '), 'no such thing'],
  });
});

test('a program that is not there and one that hangs have their own codes', async () => {
  await expect(command('no-such-program-here', [])).rejects.toMatchObject({ code: 'COMMAND_NOT_FOUND' });
  await expect(command(node, ['-e', 'setTimeout(()=>{}, 60000)'], { timeoutMs: 100 })).rejects.toMatchObject({
    code: 'COMMAND_TIMEOUT',
  });
});

test('arguments are never seen by a shell', async () => {
  expect((await command(node, ['-p', 'process.argv[1]', '$(id); `id`'])).stdout).toBe('$(id); `id`');
});

test('lines are handed out as they come', async () => {
  const lines: string[] = [];
  await command(node, ['-e', 'console.log("a"); console.error("b")'], { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(['a', 'b']);
});
