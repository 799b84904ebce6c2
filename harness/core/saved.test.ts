import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readSaved, type SavedKind, writeSaved } from './saved.ts';

const kind: SavedKind<{ readonly ports: readonly number[] }> = {
  schema: 'dify-e2e/ports/2',
  shape: z.object({ ports: z.array(z.number()) }),
  next: 'npm run dify-e2e -- up',
};
let folder: string;
const file = () => join(folder, 'ports.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saved-'));
});

test('what was written can be read back, with its schema in the file and no other file left behind', () => {
  writeSaved(file(), kind, { ports: [80] }, { mode: 0o600 });
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ schema: 'dify-e2e/ports/2', ports: [80] });
  expect(readSaved(file(), kind)).toMatchObject({ ports: [80] });
  expect(readdirSync(folder)).toEqual(['ports.json']);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test.each([
  [
    'of an earlier version',
    { schema: 'dify-e2e/ports/1', ports: [80] },
    'is a dify-e2e/ports/1, not a dify-e2e/ports/2',
    [],
  ],
  ['from before there were versions', [80], 'a file without a schema', []],
  ['that was edited', { schema: kind.schema, ports: [80, 'http'] }, 'is not a valid', ['ports.1: ']],
])('a file %s is refused, with what is wrong in it and what to type', (_, content, said, details) => {
  writeFileSync(file(), JSON.stringify(content));
  expect(() => readSaved(file(), kind)).toThrow(
    expect.objectContaining({
      code: 'SAVED_STATE_UNREADABLE',
      message: expect.stringContaining(said),
      likely: expect.stringContaining('a different version of the harness'),
      hint: kind.next,
      details: details.map((start) => expect.stringContaining(start)),
    }),
  );
});

test.each([
  ['that does not exist', undefined, 'does not exist'],
  ['that is not JSON', '{"schema":', "can't read"],
])('a file %s is named', (_, content, said) => {
  if (content !== undefined) writeFileSync(file(), content);
  expect(() => readSaved(file(), kind)).toThrow(
    expect.objectContaining({ code: 'SAVED_STATE_UNREADABLE', message: expect.stringContaining(said) }),
  );
});
