import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { explain } from '../core/errors.ts';
import { EXIT_USAGE } from '../core/model/run.ts';
import { packageRoot } from '../core/package-root.ts';
import { createTools } from '../provision/exec/index.ts';
import { imagesInArchives } from '../provision/images/index.ts';
import { cacheDir } from '../provision/machine/index.ts';
import { benchLint } from '../qa/bench/lint.ts';
import { benchLoadImages } from '../qa/bench/load-images.ts';
import { archivesOfDoubles, nodeImageHere } from '../qa/bench/load-subjects.ts';
import { loadFailures, loadTable } from '../qa/bench/load-verdict.ts';
import { measureOutages, outageFailures, outageTable } from '../qa/bench/outage.ts';
import { failures, tableOf } from '../qa/bench/verdict.ts';
import { FIELD } from '../qa/field/expectations.ts';
import { judgeField } from '../qa/field/field.ts';
import { fieldFailures, fieldTable } from '../qa/field/score.ts';
import { runPlain } from '../qa/plain-run/plain.ts';
import { e2eFailures, e2eTable } from '../qa/plain-run/verdict.ts';
import { runWhole } from '../qa/plain-run/whole.ts';
import { measureFailures, measureReleases, measureTable } from '../qa/releases/measure.ts';

const USAGE = `npm run bench -- lint [rounds]
npm run bench -- load-images [rounds] [folder of docker save archives; default: the doubles that the engine has]
npm run bench -- field [folder of cases; default: $DIFY_E2E_FIELD_CASES, or those of this repository]
npm run bench -- e2e   a warm run beside a plain shell script that makes the same deployment; about ten minutes
npm run bench -- outage [rounds; default 20]   outages of known length against what the prober measures
npm run bench -- releases [random pairs] CHECKOUT [CHECKOUT]…   what upgrade-plan names of the differences in checkouts of Dify
`;

const onLine = (line: string): void => void process.stderr.write(`${line}\n`);

/** Prints a table and what is not as it must be. @returns 1 where a limit is broken. */
function judged(table: readonly string[], broken: readonly string[]): number {
  process.stdout.write(`${[...table, ...broken].join('\n')}\n`);
  return broken.length > 0 ? 1 : 0;
}

async function benchOfLint(rounds: number): Promise<number> {
  const sizes = [1_000, 3_000, 10_000];
  const times = await benchLint({ root: packageRoot(), cacheDir: cacheDir(), rounds, sizes, onLine });
  return judged([tableOf(times)], failures(times));
}

async function benchOfLoading(rounds: number, folder?: string): Promise<number> {
  const { signal } = new AbortController();
  const scratch = await mkdtemp(join(tmpdir(), 'dify-e2e-bench-'));
  try {
    const archives = folder === undefined ? await archivesOfDoubles(scratch, signal) : resolve(folder);
    const images = await imagesInArchives(archives);
    const kindConfig = join(packageRoot(), 'configs', 'kind', 'single-node.yaml');
    const nodeImage = await nodeImageHere();
    const times = await benchLoadImages({ nodeImage, kindConfig, images, rounds, signal, onLine });
    return judged(loadTable(times), loadFailures(times));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** One after the other on the same machine; the run goes first, so that everything is built when the script starts. */
async function benchOfRuns(): Promise<number> {
  const { signal } = new AbortController();
  const scratch = await mkdtemp(join(tmpdir(), 'dify-e2e-bench-'));
  try {
    const whole = await runWhole(packageRoot(), signal, onLine);
    const tools = createTools({ cacheDir: cacheDir(), signal });
    const [kind, k6] = await Promise.all([tools.resolve('kind'), tools.resolve('k6')]);
    const config = join(packageRoot(), 'configs', 'rehearsal.yaml');
    const plainMarks = await runPlain({
      ...{ scratch, config, lock: whole.lock, tools: { kind: kind.path, k6: k6.path } },
      ...{ signal, onLine },
    });
    const plainMs = plainMarks.at(-1)?.atMs ?? 0;
    const times = { wholeMs: whole.totalMs, plainMs, wholeMarks: whole.marks, plainMarks };
    return judged(e2eTable(times), e2eFailures(times));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function benchOfReleases(pairs: number, ...checkouts: readonly string[]): Promise<number> {
  const measures = await measureReleases(checkouts, pairs);
  return judged(measureTable(measures), measureFailures(measures));
}

/** Precision and recall of `lint` over cases from the field. */
async function benchOfField(folder?: string): Promise<number> {
  const cases = resolve(folder ?? process.env.DIFY_E2E_FIELD_CASES ?? join(FIELD, 'cases'));
  const scores = await judgeField(join(packageRoot(), 'fixtures', 'manifests', 'dify'), cases);
  return judged(fieldTable(scores), fieldFailures(scores));
}

const benchOfOutages = async (rounds: number): Promise<number> => {
  const outages = await measureOutages(rounds, onLine);
  return judged(outageTable(outages), outageFailures(outages));
};

const BENCHES: Readonly<Record<string, (rounds: number, ...rest: readonly string[]) => Promise<number>>> = {
  lint: benchOfLint,
  e2e: benchOfRuns,
  'load-images': benchOfLoading,
  outage: benchOfOutages,
  releases: benchOfReleases,
};

/** Undefined where the arguments make no sense. */
function started([subject = '', ...rest]: readonly string[]): Promise<number> | undefined {
  if (subject === 'field') return benchOfField(...rest);
  const [rounds = subject === 'outage' ? '20' : '5', ...more] = rest;
  return /^[1-9]\d*$/.test(rounds) ? BENCHES[subject]?.(Number(rounds), ...more) : undefined;
}

const running = started(process.argv.slice(2));
if (running) {
  process.exitCode = await running.catch((error: unknown) => {
    process.stderr.write(`${explain(error).join('\n')}\n`);
    return 2;
  });
} else {
  process.stderr.write(USAGE);
  process.exitCode = EXIT_USAGE;
}
