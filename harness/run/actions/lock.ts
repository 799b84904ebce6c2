import { join } from 'node:path';
import { fromConfig } from '../../core/config/index.ts';
import { compareLock, writeLock } from '../../provision/images/index.ts';
import type { RunContext } from '../context.ts';
import { defineStep } from '../step.ts';
import { clusterImages, nodeImage, standInImages } from '../tokens.ts';

/** Saves a lock that pins every image of the run, and lists differences from the lock next to the config, if there is one. */
export const imagesLock = ({ session }: RunContext) =>
  defineStep({
    id: 'images-lock',
    title: 'Image lock',
    takes: [nodeImage, standInImages, clusterImages],
    timeoutMs: 10_000,
    async run(taken, step) {
      const images = [taken.nodeImage, ...taken.standInImages.values(), ...taken.clusterImages.values()];
      await writeLock(join(session.folders.report, 'images.lock'), images);
      const differences = await compareLock(fromConfig(session.loaded.file, 'images.lock'), images);
      for (const { ref, kind, detail } of differences) step.note(`${ref}: ${kind}: ${detail}`);
    },
  });
