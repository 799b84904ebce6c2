import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestTree } from '../digest.ts';
import type { LayerContext } from './layer.ts';
import { linksLayer } from './links.ts';

test('links make a directory whose digest is that of the layer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'links-'));
  const target = join(folder, 'content');
  const layer = { kind: 'links', name: 'files', links: { etcd: 'kubernetes', 'a-b': '../x' } } as const;
  await linksLayer.make(layer, {} as LayerContext, target);
  expect(await linksLayer.digest(layer, {} as LayerContext)).toBe(await digestTree(target));
  await rm(folder, { recursive: true });
});
