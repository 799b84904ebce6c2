import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../core/config/index.ts';
import { packageRoot } from '../../core/package-root.ts';
import { createImageStore } from '../../provision/images/index.ts';
import { cacheDir } from '../../provision/machine/index.ts';
import type { CliContext } from '../context.ts';
import { option } from '../options.ts';

/** `images`: images built from recipes on this machine; with `--push`, other machines can pull them instead of building them. */
export function registerImages(program: Command, context: CliContext): void {
  program
    .command('images')
    .description('list the images built from recipes, or push them to a registry for use in images.mirrors')
    .option('--push <registry>', 'push them to this registry: HOST or HOST/PREFIX')
    .addOption(option.config())
    .action(async (options: { config: string; push?: string }) => {
      const { config, file } = loadConfig(options.config);
      const store = createImageStore({
        images: config.images,
        configDir: join(file, '..'),
        recipesDir: join(packageRoot(), 'fixtures', 'images'),
        cacheDir: cacheDir(),
        signal: context.signal,
        log: (line) => void process.stderr.write(`${line}\n`),
        progress: () => undefined,
      });
      const names = options.push === undefined ? await store.built() : await store.publish(options.push);
      process.stdout.write(names.length === 0 ? 'no image has been built here yet\n' : `${names.join('\n')}\n`);
    });
}
