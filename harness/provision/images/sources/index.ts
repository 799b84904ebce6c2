import { resolve } from 'node:path';
import type { Config, ImageSourceName } from '../../../core/config/index.ts';
import type { Engine } from '../engine.ts';
import type { Progress } from '../progress.ts';
import type { ImageSource } from '../resolved.ts';
import type { Maker } from '../stock.ts';
import { archiveSource } from './archive.ts';
import { doublesSource, packagesSource } from './packages.ts';
import { type PullImage, registrySource } from './registry.ts';

/** What sources are created from. */
export interface SourceContext {
  readonly engine: Engine;
  readonly images: Pick<
    Config['images'],
    'sources' | 'archives' | 'rewrite' | 'doubles' | 'substitutes' | 'registryTimeoutSeconds'
  >;
  /** Directory that the config's relative paths are relative to. */
  readonly configDir: string;
  readonly mirrors: readonly string[];
  readonly pull: PullImage;
  readonly builder: Pick<Maker, 'image' | 'startGoBuilds'>;
  log(line: string): void;
  progress(update: Progress): void;
}

const CREATE: Readonly<Record<ImageSourceName, (context: SourceContext) => ImageSource>> = {
  registry: ({ engine, images, mirrors, pull }) =>
    registrySource(engine, {
      rules: { mirrors, rewrite: images.rewrite },
      pull,
      askMs: images.registryTimeoutSeconds * 1000,
    }),
  archive: ({ images: { archives }, configDir, log }) =>
    archiveSource({ log, folder: archives === undefined ? undefined : resolve(configDir, archives) }),
  packages: ({ builder, images }) => packagesSource(builder, images.substitutes),
};

/** @returns the sources in search order: doubles first, since the config names them explicitly. */
export function sourcesOf(context: SourceContext): ImageSource[] {
  const { builder, images } = context;
  return [doublesSource(builder, images.doubles), ...images.sources.map((name) => CREATE[name](context))];
}
