import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema, configTable } from '../core/config/reference.ts';
import { messageOf } from '../core/errors.ts';
import { packageRoot } from '../core/package-root.ts';
import { ruleDocs } from '../lint/rule-docs.ts';

/** Files that are made from the code; `npm run docs` writes them, `npm run docs:check` fails when one is stale. */
const generated: Readonly<Record<string, () => string>> = {
  'configs/schema.json': () => `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
  'docs/config.md': () =>
    `# Configuration\n\nMade from \`harness/core/config/schema.ts\` by \`npm run docs\`; don't edit. Paths are relative to the config file.\n\n${configTable()}\n`,
  'docs/rules.md': () => ruleDocs(),
};

function stale(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') !== text;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return true;
  }
}

for (const [name, make] of Object.entries(generated)) {
  const file = join(packageRoot(), name);
  if (!process.argv.includes('--check')) writeFileSync(file, make());
  else if (stale(file, make())) {
    process.stderr.write(`${name} is stale: npm run docs\n`);
    process.exitCode = 1;
  }
}
