import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyEdits } from './text-edit.ts';

async function folderWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'edit-'));
  await writeFile(join(folder, 'a.yaml'), text);
  return folder;
}

test('edits are made one after the other, and a "$&" in them is just a text', async () => {
  const folder = await folderWith('replicas: 2\n');
  const edits = [
    { file: 'a.yaml', replace: 'replicas: 2', by: 'replicas: 3' },
    { file: 'a.yaml', replace: ': 3', by: ': $&' },
  ];
  await applyEdits(folder, edits, 'a test');
  expect(await readFile(join(folder, 'a.yaml'), 'utf8')).toBe('replicas: $&\n');
});

test.each([
  ['is missing', 'kind: Pod\n', '0 times'],
  ['occurs twice', 'port: 1\nport: 1\n', '2 times'],
])('a text that %s makes the edit stale', async (_, text, said) => {
  const edits = [{ file: 'a.yaml', replace: 'port: 1', by: 'port: 2' }];
  await expect(applyEdits(await folderWith(text), edits, 'breakage "x"')).rejects.toMatchObject({
    code: 'EDIT_STALE',
    message: expect.stringMatching(new RegExp(`breakage "x".*${said} in a.yaml`)),
  });
});
