import { parseArgs } from 'node:util';
import { explain, UsageError } from '../core/errors.ts';
import { EXIT_USAGE } from '../core/model/run.ts';
import { writeReleases } from '../qa/releases/write.ts';

const USAGE = `npm run releases -- --dify CHECKOUT [--dify CHECKOUT]…

Writes harness/releases/data from checkouts of Dify: every release from 0.15.0 on that they have, by tag, or by the commit that set the
version. Nothing of a checkout is changed, and none of its files is copied: facts only. The same checkouts give the same files.
`;

try {
  const { values } = parseArgs({ options: { dify: { type: 'string', multiple: true } } });
  if (!values.dify)
    throw new UsageError({ code: 'DIFY_CHECKOUT_INVALID', message: 'no checkout of Dify is given', hint: USAGE });
  const written = await writeReleases({
    repositories: values.dify,
    onLine: (line) => void process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${written.length} releases, ${written[0]} to ${written.at(-1)}\n`);
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = EXIT_USAGE;
}
