import { join } from 'node:path';
import { loadConfig } from '../core/config/index.ts';
import { explain } from '../core/errors.ts';
import { packageRoot } from '../core/package-root.ts';
import { createTools } from '../provision/exec/index.ts';
import { createImageStore } from '../provision/images/index.ts';
import { cacheDir } from '../provision/machine/index.ts';
import { laptopLab } from '../qa/lab/laptop.ts';
import { lookAlikes, recipesOf } from '../qa/lab/look-alikes.ts';
import { assertPossible } from '../qa/lab/possible.ts';
import type { RoundResult } from '../qa/lab/rounds.ts';

/** `npm run lab:laptop [-- --quick]`: the harness on the machine that people have. */
const onLine = (line: string): void => void process.stderr.write(`${line}\n`);
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => abort.abort(new Error(`interrupted by ${name}`)));

async function lab(quick: boolean): Promise<RoundResult[]> {
  await assertPossible();
  const root = packageRoot();
  const { config, file } = loadConfig(join(root, 'configs', 'rehearsal.yaml'));
  const { signal } = abort;
  const tools = createTools({ cacheDir: cacheDir(), signal });
  const pathOf = async (name: 'kind' | 'k6' | 'chromium') => (await tools.resolve(name)).path;
  const substitutes = { ...config.images.substitutes };
  const store = createImageStore({
    images: {
      ...config.images,
      sources: ['packages'],
      substitutes: { ...substitutes, ...recipesOf(lookAlikes(substitutes)) },
    },
    configDir: join(file, '..'),
    recipesDir: join(root, 'fixtures', 'images'),
    ...{ cacheDir: cacheDir(), signal, log: onLine, progress: () => undefined },
  });
  const programs = {
    kind: await pathOf('kind'),
    k6: await pathOf('k6'),
    'chromium-headless-shell': await pathOf('chromium'),
  };
  return laptopLab({ root, substitutes, store, programs, quick, signal, onLine });
}

try {
  const results = await lab(process.argv.includes('--quick'));
  for (const { title, seconds, problems } of results)
    process.stdout.write(
      `${problems.length === 0 ? 'ok    ' : 'failed'} ${title}: ${seconds} s\n${problems.map((line) => `       ${line}\n`).join('')}`,
    );
  process.exitCode = results.every(({ problems }) => problems.length === 0) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = 2;
}
