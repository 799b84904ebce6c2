import { expect, test, vi } from 'vitest';
import { loadConfig } from '../core/config/index.ts';
import type { Tools } from '../provision/exec/index.ts';
import { createImageStore } from '../provision/images/index.ts';
import { detectEngine } from '../provision/machine/index.ts';
import { programsToBuild } from './build-programs.ts';
import type { Session } from './session.ts';

vi.mock('../provision/images/index.ts', () => ({ createImageStore: vi.fn() }));
vi.mock('../provision/machine/index.ts', () => ({ detectEngine: vi.fn() }));

const loaded = loadConfig('configs/rehearsal.yaml');
const job = { config: loaded.config, loaded, set: { objects: [], manifests: [] } } as unknown as Session;
const ALL = ['go', 'python3', 'pip', 'mmdebstrap'];

function look(missing: readonly string[], needs: Record<string, string[]> | undefined) {
  const buildNeeds = vi.fn(async () => new Map(Object.entries(needs ?? {})));
  vi.mocked(createImageStore).mockReturnValue({ buildNeeds } as never);
  vi.mocked(detectEngine).mockResolvedValue({ state: needs ? 'running' : 'no-client' } as never);
  const find = async (name: string) => ({ rejected: [], ...(missing.includes(name) ? {} : { tool: { name } }) });
  const tools = { find } as unknown as Tools;
  return { buildNeeds, result: programsToBuild(job, { tools, cacheDir: '/c', signal: new AbortController().signal }) };
}

test('where all are installed, no registry is asked', async () => {
  const { buildNeeds, result } = look([], {});
  expect(await result).toMatchObject({ needed: ALL, builds: true });
  expect(buildNeeds).not.toHaveBeenCalled();
});

test('what is missing and has nothing to build is not needed', async () => {
  const { result } = look(['go', 'mmdebstrap'], {});
  const { needed, unused, builds } = await result;
  expect([needed, [...unused.keys()], builds]).toEqual([['python3', 'pip'], ['go', 'mmdebstrap'], false]);
});

test('what is missing and has something to build is needed, for that', async () => {
  const { result } = look(['go', 'mmdebstrap'], { go: ['traefik:1'] });
  const { needed, builtWith, builds } = await result;
  expect(needed).toEqual(['go', 'python3', 'pip']);
  expect([builtWith.get('go'), builds]).toEqual([['traefik:1'], true]);
});

test('without an engine nobody can be asked: all are needed, as on a bare machine', async () => {
  const { buildNeeds, result } = look(ALL, undefined);
  expect((await result).needed).toEqual(ALL);
  expect(buildNeeds).not.toHaveBeenCalled();
});
