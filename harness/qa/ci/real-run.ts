import { join } from 'node:path';
import { loadConfig } from '../../core/config/index.ts';
import { explain } from '../../core/errors.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { packageRoot } from '../../core/package-root.ts';
import { redact } from '../../core/redact.ts';
import { docker } from '../../environment/engine/index.ts';
import { recipeBook } from '../../provision/images/index.ts';
import type { Runner } from '../runner.ts';
import type { Tally } from '../tally.ts';

/** The real run must be GO: a NO-GO on our own fixtures is a bug in the harness or the fixtures. */
export async function realRun(tally: Tally, runner: Runner): Promise<void> {
  try {
    const { record, leftovers } = await runner.run({ loaded: loadConfig('configs/rehearsal.yaml'), profile: 'quick' });
    tally.addChecks(record.checks);
    await doubleTests(tally, record, runner);
    const { verdict, rule } = record.verdict;
    tally.add(`verdict of the short run: ${verdict} (${rule})`, verdict === 'GO');
    tally.add(`nothing is left behind: ${leftovers.join('; ')}`, leftovers.length === 0);
  } catch (error) {
    runner.say(redact(explain(error).join('\n')));
    tally.add('short real run', false);
  }
}

/** The API double's own tests, in the image that the run has just used, since this machine may lack its Python packages. */
async function doubleTests(tally: Tally, { ledger }: RunRecord, { signal, say }: Runner): Promise<void> {
  const image = ledger.find(({ part }) => part === 'dify-api')?.used.split(' ')[0] ?? 'dify-api';
  const book = recipeBook(join(packageRoot(), 'fixtures', 'images'));
  for (const version of Object.keys((await book.recipe('dify-api')).emulates ?? {})) {
    const tests = await docker(testsOf(image, version), { signal, allowFailure: true, timeoutMs: 120_000 });
    if (tests.exitCode !== 0) say(`${tests.stdout}\n${tests.stderr}`);
    tally.add(`the API double's own tests, as Dify ${version}`, tests.exitCode === 0);
  }
}

function testsOf(image: string, version: string): string[] {
  const source = join(packageRoot(), 'fixtures', 'doubles', 'dify-api');
  const env = [`DIFY_E2E_PLAYS=${version}`, 'PYTHONDONTWRITEBYTECODE=1'].flatMap((entry) => ['--env', entry]);
  const place = ['--network', 'none', '--volume', `${source}:/src:ro`, '--workdir', '/src', '--entrypoint', 'python3'];
  return ['run', '--rm', ...place, ...env, image, '-m', 'unittest', 'discover', 'tests', '-t', '.'];
}
