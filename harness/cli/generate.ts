import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configJsonSchema, configTable } from '../core/config/reference.ts';
import { errorDocs } from '../core/error-codes/docs.ts';
import { packageRoot } from '../core/package-root.ts';
import { faultDocs } from '../environment/faults/index.ts';
import { packDocs } from '../lint/docs/packs.ts';
import { ruleDocs } from '../lint/docs/pages.ts';
import { releaseDocs } from '../releases/docs.ts';
import { runRecordJsonSchema } from '../report/index.ts';

/** Files generated from the code; `npm run docs` writes them, `npm run docs:check` fails if one is stale. */
const generated: ReadonlyMap<string, string> = new Map([
  ['configs/schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
  [
    'docs/config.md',
    `# Configuration\n\nGenerated from \`harness/core/config/schema.ts\` by \`npm run docs\`; don't edit. Paths are relative to the config file.\n\n${configTable()}\n`,
  ],
  ['docs/signoff.schema.json', `${JSON.stringify(runRecordJsonSchema(), null, 2)}\n`],
  ['docs/errors.md', errorDocs()],
  ['docs/faults.md', faultDocs()],
  ['docs/packs.md', packDocs()],
  ['docs/releases.md', releaseDocs()],
  ...[...ruleDocs()].map(([file, text]): [string, string] => [`docs/${file}`, text]),
]);

/** Directories with generated files only: any other file in them is stale. */
const GENERATED_ONLY = ['docs/rules/*'];

const root = packageRoot();
const leftover = globSync(GENERATED_ONLY, { cwd: root }).filter((file) => !generated.has(file));

function read(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function check(): void {
  const stale = [...generated].filter(([file, text]) => read(file) !== text).map(([file]) => file);
  for (const file of [...stale, ...leftover]) process.stderr.write(`${file} is stale: npm run docs\n`);
  if (stale.length + leftover.length > 0) process.exitCode = 1;
}

function write(): void {
  for (const file of leftover) rmSync(join(root, file));
  for (const [file, text] of generated) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

if (process.argv.includes('--check')) check();
else write();
