import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stream } from './stream.ts';

const { signal } = new AbortController();
const options = { signal, timeoutMs: 10_000 };
const printing = (text: string) => ({ program: 'node', args: ['-e', `process.stdout.write(${JSON.stringify(text)})`] });

test('the output of one program is the input of the other', async () => {
  expect(await stream(printing('twelve bytes'), 'cat', [], options)).toBe('twelve bytes');
});

test('a file is streamed as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stream-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'a.txt');
  await writeFile(file, 'content');
  expect(await stream({ file }, 'cat', [], options)).toBe('content');
});

test.each([
  [
    'reads',
    { program: 'node', args: ['-e', 'console.error("no such image"); process.exit(3)'] },
    'cat',
    [],
    'no such image',
  ],
  [
    'writes',
    { program: 'node', args: ['-e', "process.stdout.write('x'.repeat(1e6))"] },
    'node',
    ['-e', 'console.error("disk full"); process.exit(4)'],
    'disk full',
  ],
])('the error of the program that %s is the one that is told', async (_, source, program, args, words) => {
  await expect(stream(source, program, args, options)).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    details: expect.arrayContaining([words]),
  });
});

test('a stream that takes too long is ended', async () => {
  const source = { program: 'node', args: ['-e', 'setInterval(() => {}, 1000)'] };
  await expect(stream(source, 'cat', [], { signal, timeoutMs: 300 })).rejects.toMatchObject({
    code: 'COMMAND_TIMEOUT',
  });
});

test('an abort ends both programs', async () => {
  const controller = new AbortController();
  const source = { program: 'node', args: ['-e', 'setInterval(() => {}, 1000)'] };
  const running = stream(source, 'cat', [], { signal: controller.signal, timeoutMs: 60_000 });
  controller.abort(new Error('interrupted'));
  await expect(running).rejects.toThrow('interrupted');
});
