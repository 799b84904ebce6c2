import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registerSecrets } from '../../core/redact.ts';
import { keepNodeLogs } from './node-logs.ts';

const folders = () => {
  const base = mkdtempSync(join(tmpdir(), 'node-logs-'));
  const scratch = join(base, 'state');
  mkdirSync(scratch);
  return { scratch, dir: join(base, 'report', 'kind') };
};

test('keeps the logs of every node with secrets masked, and nothing of the raw ones', async () => {
  registerSecrets(['a-very-secret-value']);
  const where = folders();
  const files = await keepNodeLogs({
    ...where,
    exportLogs: async (dir) => {
      mkdirSync(join(dir, 'node', 'pods'), { recursive: true });
      writeFileSync(join(dir, 'node', 'kubelet.log'), 'started\n');
      writeFileSync(join(dir, 'node', 'pods', 'api.log'), 'key=a-very-secret-value\n');
      return true;
    },
  });
  expect(files.toSorted()).toEqual(['node/kubelet.log', 'node/pods/api.log']);
  expect(readFileSync(join(where.dir, 'node', 'pods', 'api.log'), 'utf8')).toBe('key=[redacted]\n');
  expect(readdirSync(where.scratch)).toEqual([]);
  expect(existsSync(join(where.dir, 'problems.txt'))).toBe(false);
});

test('says what could not be had, and keeps the rest', async () => {
  const where = folders();
  await keepNodeLogs({
    ...where,
    exportLogs: async (dir) => {
      writeFileSync(join(dir, 'docker-info.txt'), 'engine');
      return false;
    },
  });
  expect(readdirSync(where.dir).toSorted()).toEqual(['docker-info.txt', 'problems.txt']);
});

test('an export that breaks never hides the failure that it was to explain', async () => {
  const where = folders();
  const files = await keepNodeLogs({ ...where, exportLogs: () => Promise.reject(new Error('engine gone')) });
  expect(files).toEqual([]);
  expect(readFileSync(join(where.dir, 'problems.txt'), 'utf8')).toContain('engine gone');
});
