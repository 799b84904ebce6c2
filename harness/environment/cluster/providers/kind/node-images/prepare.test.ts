import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { HarnessError } from '../../../../../core/errors.ts';
import { command } from '../../../../../provision/exec/command.ts';
import { stream } from '../../../../../provision/exec/stream.ts';
import type { ImagesJob } from '../../../types.ts';
import { clustersWithCopies, prepareImages, removeCopies } from './index.ts';
import { storeKey } from './layout.ts';

vi.mock('../../../../../provision/exec/command.ts', () => ({ command: vi.fn() }));
vi.mock('../../../../../provision/exec/stream.ts', () => ({ stream: vi.fn() }));

const { signal } = new AbortController();
const KIND = resolve(import.meta.dirname, '../../../../../../configs/kind');
const IMAGES = [
  { ref: 'langgenius/dify-api:1', id: 'sha256:a', tag: 'dify-e2e/dify-api:x' },
  { ref: 'redis:7', id: 'sha256:r', tag: 'redis:7' },
];
const job = (more: Partial<ImagesJob> = {}): ImagesJob => ({
  ...{ runId: 'r1', nodeImage: 'node:1', configFile: join(KIND, 'three-nodes.yaml'), images: IMAGES },
  ...{ onProgress: () => undefined, ...more },
});

/** An engine with a volume: what the volume's stores and containerd's names are, and what was run. */
const engine = {
  stores: [] as object[],
  names: [] as string[],
  free: 1e12,
  size: 300_000_000,
  hostSize: 0,
  refuses: '',
  calls: [] as string[],
};

function answer(args: readonly string[]): string {
  const line = args.join(' ');
  engine.calls.push(line);
  if (engine.refuses !== '' && line.includes(engine.refuses)) throw new Error('mounts denied');
  if (line.includes('stat --format %s')) return `${engine.hostSize}`;
  if (line.startsWith('image inspect --format {{.Id}}')) return 'sha256:node';
  if (line.startsWith('image inspect --format {{.Size}}'))
    return args
      .slice(4)
      .map(() => engine.size)
      .join('\n');
  if (line.includes('store.json -exec cat')) return engine.stores.map((store) => `${JSON.stringify(store)}\n`).join('');
  if (line.includes('df --block-size')) return `Avail\n${engine.free}\n`;
  if (line.includes('images ls --quiet')) return engine.names.join('\n');
  if (line.includes('{{.Mountpoint}}')) return '/engine/node-images/_data';
  if (line.startsWith('volume ls')) return 'dify-e2e-r1-images\tnode:1\n';
  if (line.startsWith('ps ') && line.includes('dify-e2e.images')) return 'helper\tr1\nother\tr2\n';
  return line.startsWith('run ') ? 'container' : '';
}
const calls = (part: string) => engine.calls.filter((line) => line.includes(part));

beforeEach(() => {
  Object.assign(engine, { stores: [], free: 1e12, size: 300_000_000, hostSize: 0, refuses: '', calls: [] });
  engine.names = ['docker.io/langgenius/dify-api:1', 'docker.io/dify-e2e/dify-api:x', 'docker.io/library/redis:7'];
  vi.mocked(command)
    .mockReset()
    .mockImplementation(async (_, args) => ({ exitCode: 0, stderr: '', stdout: answer(args) }));
  vi.mocked(stream).mockReset().mockResolvedValue('');
});

test('images that no store has are imported once, renamed, and copied for each node', async () => {
  const { folders, summary } = await prepareImages(job(), signal);
  expect(summary).toContain('imported');
  expect(folders).toEqual([1, 2, 3].map((node) => `/engine/node-images/_data/nodes/dify-e2e-r1/node-${node}`));
  expect(vi.mocked(stream).mock.calls.map(([source]) => source)).toEqual([
    { program: 'docker', args: ['save', 'dify-e2e/dify-api:x', 'redis:7'] },
  ]);
  expect(calls('images tag --force docker.io/dify-e2e/dify-api:x docker.io/langgenius/dify-api:1')).toHaveLength(1);
  expect(calls('cp --archive --link')).toHaveLength(3);
  expect(calls('rm --force --volumes container')).not.toHaveLength(0);
});

test('a store of an earlier run moves no byte', async () => {
  const key = storeKey('sha256:node', IMAGES);
  engine.stores = [{ key, nodeImage: 'sha256:node', images: IMAGES, databases: ['meta.db'] }];
  engine.free = 0;
  const { summary } = await prepareImages(job(), signal);
  expect(summary).toContain('kept from an earlier run');
  expect(stream).not.toHaveBeenCalled();
  expect(calls('containerd')).toEqual([]);
  expect(calls('--remove-destination')[0]).toContain('meta.db');
});

test('only what the nearest store lacks is imported, and what nobody wants any more is removed', async () => {
  const images = [IMAGES[1], { ref: 'langgenius/dify-api:0', id: 'sha256:old' }];
  engine.stores = [{ key: 'before', nodeImage: 'sha256:node', images, databases: ['meta.db'] }];
  await prepareImages(job(), signal);
  expect(vi.mocked(stream).mock.calls[0]?.[0]).toEqual({ program: 'docker', args: ['save', 'dify-e2e/dify-api:x'] });
  expect(calls('images rm --sync docker.io/langgenius/dify-api:0')).toHaveLength(1);
});

describe('an archive', () => {
  const archive = import.meta.filename;
  const images = [{ ...IMAGES[1], archive }] as ImagesJob['images'];

  test('is read by containerd itself where the engine can mount it', async () => {
    engine.hostSize = (await stat(archive)).size;
    await prepareImages(job({ images }), signal);
    expect(stream).not.toHaveBeenCalled();
    expect(calls(`--volume ${dirname(archive)}:/host/0:ro`)).toHaveLength(1);
    expect(calls('images import --all-platforms /host/0/prepare.test.ts')).toHaveLength(1);
  });

  test('is streamed where the engine has another file of that name', async () => {
    engine.hostSize = 1;
    await prepareImages(job({ images }), signal);
    expect(vi.mocked(stream).mock.calls.map(([source]) => source)).toEqual([{ file: archive }]);
  });

  test('is streamed where the engine refuses to mount its folder', async () => {
    engine.refuses = ':/host/0:ro';
    await prepareImages(job({ images }), signal);
    expect(vi.mocked(stream).mock.calls.map(([source]) => source)).toEqual([{ file: archive }]);
  });
});

test('the limit grows with the bytes', async () => {
  await prepareImages(job(), signal);
  engine.size = 3_000_000_000;
  await prepareImages(job(), signal);
  const [small = 0, large = 0] = vi.mocked(stream).mock.calls.map(([, , , { timeoutMs }]) => timeoutMs);
  expect(large).toBeGreaterThan(5 * small);
});

test('a disk that is too small is told with the sum, before anything is moved', async () => {
  engine.free = 2_500_000_000;
  await expect(prepareImages(job(), signal)).rejects.toMatchObject({
    ...{ code: 'DISK_FULL', whose: 'machine', message: expect.stringContaining('3.2 GB') },
  });
  expect(stream).not.toHaveBeenCalled();
});

test('a disk that fills up during the import is the machine, and the draft is removed', async () => {
  const full = new HarnessError({
    code: 'COMMAND_FAILED',
    message: 'docker failed',
    details: ['write x: no space left on device'],
  });
  vi.mocked(stream).mockRejectedValue(full);
  await expect(prepareImages(job(), signal)).rejects.toMatchObject({ code: 'DISK_FULL', whose: 'machine' });
  expect(calls('rm -rf /images/drafts/')).toHaveLength(1);
});

test('an image that is not there after the import is an error', async () => {
  engine.names = ['docker.io/library/redis:7'];
  await expect(prepareImages(job(), signal)).rejects.toMatchObject({
    ...{ code: 'IMAGES_NOT_LOADED', details: ['docker.io/langgenius/dify-api:1'] },
  });
});

test('an image without a tag is refused before a container is started', async () => {
  const ref = `a@sha256:${'0'.repeat(64)}`;
  const images = [{ ref, id: 'sha256:a', tag: ref }];
  await expect(prepareImages(job({ images }), signal)).rejects.toMatchObject({ code: 'IMAGE_WITHOUT_TAG' });
  expect(engine.calls).toEqual([]);
});

test('the run is written down before anything is made in its name', async () => {
  await prepareImages(job(), signal);
  const at = (part: string) => engine.calls.findIndex((line) => line.includes(part));
  expect(at('volume create --label dify-e2e.run=r1')).toBeGreaterThan(-1);
  expect(at('volume create --label dify-e2e.run=r1')).toBeLessThan(at('mkdir -p /images/drafts/'));
});

test('copies that a crashed run has left are found by their label, and removed', async () => {
  expect(await clustersWithCopies()).toEqual([{ name: 'dify-e2e-r1', runId: 'r1' }]);
  await removeCopies('dify-e2e-r1');
  expect(calls('rm --force --volumes helper')).toHaveLength(1);
  expect(calls('rm --force --volumes other')).toEqual([]);
  expect(calls('rm -rf /images/nodes/dify-e2e-r1')).toHaveLength(1);
  expect(calls('find /images/drafts -mindepth 1 -maxdepth 1 -name *-r1 -exec rm -rf')).toHaveLength(1);
  expect(calls('volume rm --force dify-e2e-r1-images')).toHaveLength(1);
});

test('a cluster without copies is a success', async () => {
  await removeCopies('dify-e2e-r2');
  expect(calls('run ')).toEqual([]);
});
