import { join } from 'node:path';
import { fromConfig } from '../../core/config/index.ts';
import { compareLock, writeLock } from '../../provision/images/index.ts';
import type { Bench } from '../bench.ts';
import type { Action } from '../graph.ts';

/** Keeps what pins every image of the run, and says what differs from the lock beside the config, when there is one. */
export function imagesLock(bench: Bench): Action {
  const { session } = bench;
  return {
    id: 'images-lock',
    title: 'Lock of the images',
    dependsOn: ['node-image', 'standin-images', 'cluster-images'],
    timeoutMs: 10_000,
    async run(step) {
      const images = [
        bench.take('nodeImage'),
        ...bench.take('standInImages').values(),
        ...bench.take('clusterImages').values(),
      ];
      await writeLock(join(session.folders.report, 'images.lock'), images);
      const differences = await compareLock(fromConfig(session.configFile, 'images.lock'), images);
      for (const { ref, kind, detail } of differences) step.note(`${ref}: ${kind}: ${detail}`);
    },
  };
}
