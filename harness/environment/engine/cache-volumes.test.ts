import { expect, test, vi } from 'vitest';
import { HarnessError } from '../../core/errors.ts';
import { command } from '../../provision/exec/command.ts';
import { cacheVolumes, removeCacheVolumes } from './cache-volumes.ts';

vi.mock('../../provision/exec/command.ts', () => ({ command: vi.fn() }));

test('without an engine there is nothing to remove', async () => {
  vi.mocked(command).mockResolvedValue({ exitCode: 1, stdout: '', stderr: 'Cannot connect to the Docker daemon' });
  expect(await cacheVolumes()).toEqual([]);
  expect(await removeCacheVolumes()).toEqual([]);
});

test('without a Docker client there is nothing to remove, either', async () => {
  vi.mocked(command).mockRejectedValue(
    new HarnessError({ code: 'COMMAND_NOT_FOUND', message: 'docker is not installed' }),
  );
  expect(await removeCacheVolumes()).toEqual([]);
});

test('a volume that is in use stays, and that is said', async () => {
  vi.mocked(command).mockImplementation(async (_, args) => {
    if (args[1] === 'rm' && args[2] === 'busy') throw new Error('volume is in use');
    return { exitCode: 0, stderr: '', stdout: 'busy\nfree\n' };
  });
  expect(await removeCacheVolumes()).toEqual(['kept volume busy: volume is in use', 'removed volume free']);
});
