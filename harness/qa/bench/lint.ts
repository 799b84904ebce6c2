import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SizedSet, sizeOf, writeCopies } from './copies.ts';
import { kubeconform, schemaArguments } from './kubeconform.ts';
import { type Contender, race } from './race.ts';
import { type LintTimes, timesOf } from './verdict.ts';

export interface LintBench {
  /** Directory of the package. */
  readonly root: string;
  readonly cacheDir: string;
  readonly rounds: number;
  /** Sizes of the sets in objects, ascending. */
  readonly sizes: readonly number[];
  readonly onLine: (line: string) => void;
}

const KUBERNETES = '1.34';

/** Compares `lint` with kubeconform on the fixture set and on sets of the given sizes. */
export async function benchLint({ root, cacheDir, rounds, sizes, onLine }: LintBench): Promise<LintTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'dify-e2e-bench-'));
  try {
    const seed = join(root, 'fixtures', 'manifests', 'dify');
    const sets: SizedSet[] = [await sizeOf(seed)];
    for (const size of sizes) sets.push(await writeCopies(seed, join(folder, String(size)), size));
    const contenders = [
      ourselves(root),
      await other(await kubeconform(cacheDir, onLine), join(folder, 'schemas')),
    ] as const;
    onLine(`${rounds} rounds of ${sets.map(({ objects }) => objects).join(', ')} objects`);
    return timesOf(await race(contenders, sets, rounds), [contenders[0].name, contenders[1].name]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Findings are verdicts, too. */
const ourselves = (root: string): Contender => ({
  name: 'lint',
  program: process.execPath,
  argumentsFor: (folder) => [
    join(root, 'dist', 'harness', 'cli', 'main.js'),
    'lint',
    folder,
    '--config',
    join(root, 'configs', 'rehearsal.yaml'),
  ],
  verdicts: [0, 1, 4],
});

async function other(program: string, schemas: string): Promise<Contender> {
  const args = await schemaArguments(schemas, KUBERNETES);
  return { name: 'kubeconform', program, argumentsFor: (folder) => [...args, folder], verdicts: [0] };
}
