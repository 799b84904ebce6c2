import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../../core/errors.ts';
import { packageRoot } from '../../core/package-root.ts';
import { casesFiles } from '../cases/files.ts';
import { chooseRules } from '../choose-rules.ts';
import { updatedCases } from './update-cases.ts';

/**
 * `npm run cases -- [--write] [RULE…]`: compares the findings in cases files with what the rules say now, all of them where
 * none is named; `--write` takes over what they say, and the diff shows a reviewer what has changed.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
  });
  const files = casesFiles();
  let stale = 0;
  for (const rule of chooseRules(positionals)) {
    const file = files.get(rule.id);
    if (!file) throw new Error(`${rule.id} has no cases file`);
    const text = readFileSync(file, 'utf8');
    const { updated, problems } = await updatedCases(rule, text);
    const name = relative(packageRoot(), file);
    for (const problem of problems) process.stderr.write(`${name}: ${problem}\n`);
    if (problems.length === 0 && updated === text) continue;
    if (problems.length === 0 && values.write) writeFileSync(file, updated);
    else stale += 1;
    if (problems.length === 0)
      process.stdout.write(`${name} ${values.write ? 'updated' : 'is stale: npm run cases -- --write'}\n`);
  }
  return stale === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${explain(error).join('\n')}\n`);
  process.exitCode = 70;
}
