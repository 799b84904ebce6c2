import { execFileSync } from 'node:child_process';
import { mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText } from './index.ts';
import { SIZE_LIMIT } from './read.ts';

const directory = mkdtempSync(join(tmpdir(), 'source-'));

function read(name: string, bytes: string | Buffer) {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return readText(path);
}

const problem = (line: number, message: RegExp) => ({
  problem: { position: { line, column: 1 }, message: expect.stringMatching(message) },
});

test('text is read unchanged, without a byte order mark', () => {
  expect(read('a', '\uFEFFa: ü\r\n')).toEqual({ text: 'a: ü\r\n' });
  expect(read('b', '')).toEqual({ text: '' });
});

test.each([
  ['UTF-16', Buffer.from('\uFEFFa: 1\n', 'utf16le'), 1, /^UTF-16 text.*UTF-8/],
  ['binary', Buffer.from('a\nb\n\0\n'), 3, /binary/],
  ['Latin-1', Buffer.from('a: 1\nb: \u00fc\n', 'latin1'), 2, /^not UTF-8/],
])('%s is rejected with its line', (name, bytes, line, message) => {
  expect(read(name, bytes)).toEqual(problem(line, message));
});

test('files that are too large are not read', () => {
  const path = join(directory, 'large');
  writeFileSync(path, '');
  truncateSync(path, SIZE_LIMIT + 1);
  expect(readText(path)).toEqual(problem(1, /^32 MiB is too large/));
});

test('broken and circular links, directories and pipes are rejected without waiting', () => {
  const path = (name: string) => join(directory, name);
  symlinkSync(path('nothing'), path('broken'));
  symlinkSync(path('circle'), path('circle'));
  execFileSync('mkfifo', [path('pipe')]);
  expect(readText(path('broken'))).toEqual(problem(1, /target of the link does not exist/));
  expect(readText(path('circle'))).toEqual(problem(1, /circular/));
  expect(readText(path('pipe'))).toEqual(problem(1, /not a regular file/));
  expect(readText(directory)).toEqual(problem(1, /not a regular file/));
});
