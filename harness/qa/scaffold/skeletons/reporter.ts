import { type Registry, withEntry, withImport } from '../registry.ts';
import type { Names, Skeleton } from '../skeleton.ts';

const FOLDER = 'harness/report/reporters';
const REGISTRY: Registry = { file: `${FOLDER}/index.ts`, end: '];' };

export const skeleton: Skeleton = {
  title: 'report format',
  files: (names) => ({
    [`${FOLDER}/${names.kebab}.ts`]: moduleOf(names),
    [`${FOLDER}/${names.kebab}.test.ts`]: testOf(names),
  }),
  edits: {
    [REGISTRY.file]: (text, { kebab, camel }) => {
      const imported = withImport(text, `import { ${camel}Reporter } from './${kebab}.ts';`);
      return withEntry(imported, REGISTRY, `  ${camel}Reporter,`);
    },
  },
  next: ({ kebab }) => [
    `npx vitest run ${FOLDER}/${kebab}.test.ts    # fails until every check and its result are written`,
    'npm run dify-e2e -- report reports/<run-id>    # writes it from a saved record',
  ],
};

const moduleOf = ({ kebab, camel }: Names): string => `import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../core/model/run.ts';
import type { Reporter } from './reporter.ts';

const FILE = '${kebab}.txt';

/** One or two sentences: who reads this format, and where it is specified. */
export const ${camel}Reporter: Reporter = {
  name: '${kebab}',
  async write(run, dir) {
    await writeFile(join(dir, FILE), ${camel}Text(run));
    return [FILE];
  },
};

/** @returns the file's text. */
export function ${camel}Text(run: RunRecord): string {
  return \`\${run.runId} \${run.verdict.verdict}\\n\`;
}
`;

const testOf = ({ kebab, camel }: Names): string => `import { expect, it } from 'vitest';
import { sampleNoGo } from '../testing/sample-run.ts';
import { ${camel}Text } from './${kebab}.ts';

it('has the verdict, and every check with its result', () => {
  const run = sampleNoGo();
  const text = ${camel}Text(run);
  expect(text).toContain(run.verdict.verdict);
  for (const { id, result } of run.checks) expect(text).toMatch(new RegExp(\`\${id}.*\${result.state}\`));
});
`;
