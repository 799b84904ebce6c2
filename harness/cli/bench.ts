import { explain } from '../core/errors.ts';
import { EXIT_USAGE } from '../core/model/run.ts';
import { packageRoot } from '../core/package-root.ts';
import { cacheDir } from '../provision/machine/index.ts';
import { benchLint } from '../qa/bench/lint.ts';
import { failures, tableOf } from '../qa/bench/verdict.ts';

/** `npm run bench -- lint`: measures, prints a table. @returns 1 if a limit is exceeded. */
async function benchOfLint(rounds: number): Promise<number> {
  const times = await benchLint({
    root: packageRoot(),
    cacheDir: cacheDir(),
    rounds,
    sizes: [1_000, 3_000, 10_000],
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
  const broken = failures(times);
  process.stdout.write(`${[tableOf(times), ...broken].join('\n')}\n`);
  return broken.length > 0 ? 1 : 0;
}

const [subject, rounds = '5'] = process.argv.slice(2);
if (subject === 'lint' && /^[1-9]\d*$/.test(rounds)) {
  process.exitCode = await benchOfLint(Number(rounds)).catch((error: unknown) => {
    process.stderr.write(`${explain(error).join('\n')}\n`);
    return 2;
  });
} else {
  process.stderr.write('npm run bench -- lint [rounds]\n');
  process.exitCode = EXIT_USAGE;
}
