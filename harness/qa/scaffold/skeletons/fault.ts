import { type Registry, withEntry, withImport } from '../registry.ts';
import type { Names, Skeleton } from '../skeleton.ts';

const FOLDER = 'harness/environment/faults';
const REGISTRY: Registry = { file: `${FOLDER}/registry.ts`, end: '] as const;' };

export const skeleton: Skeleton = {
  title: 'kind of fault',
  files: (names) => ({
    [`${FOLDER}/kinds/${names.kebab}.ts`]: moduleOf(names),
    [`${FOLDER}/kinds/${names.kebab}.test.ts`]: testOf(names),
  }),
  edits: { [REGISTRY.file]: register },
  next: ({ kebab }) => [
    `npx vitest run ${FOLDER}/kinds/${kebab}.test.ts    # fails until the fault can be applied and undone`,
    'npm run docs    # adds it to docs/faults.md',
    `declare it with a check: faults: [{ kind: '${kebab}', … }]`,
  ],
};

/** A single-word name may be a reserved word, such as `switch`. */
const exportOf = ({ kebab, camel }: Names): string => (kebab.includes('-') ? camel : `${camel}Kind`);

const moduleOf = (names: Names): string => `import { z } from 'zod';
import { HarnessError } from '../../../core/errors.ts';
import { part } from '../fields.ts';
import { faultKind } from '../kind.ts';
import { deploymentNameOf } from '../target.ts';

export const ${exportOf(names)} = faultKind({
  kind: '${names.kebab}',
  fields: { part, how: z.string().describe('What this field means') },
  does: 'One sentence on what is broken.',
  undone: 'One sentence on how it is undone.',
  takes: 'at once',
  example: { kind: '${names.kebab}', part: 'api', how: 'somehow' },
  changesTheSet: false,
  describe: (fault) => \`${names.kebab} \${fault.how} of \${fault.part}\`,
  apply: async (target, fault) => {
    throw new HarnessError({
      code: 'FAULT_NOT_APPLIED',
      message: \`${names.kebab} cannot be applied to \${deploymentNameOf(target, fault.part)} yet\`,
    });
  },
});
`;

const testOf = (names: Names): string => `import { expect, it } from 'vitest';
import type { FaultTarget } from '../target.ts';
import { ${exportOf(names)} } from './${names.kebab}.ts';

it('is applied and undone', async () => {
  const environment = { config: { parts: { api: { deployment: 'dify-api' } } } };
  const target = { environment } as unknown as FaultTarget;
  const fault = await ${exportOf(names)}.apply(target, ${exportOf(names)}.example);
  await fault[Symbol.asyncDispose]();
  expect.fail('assert what is broken after apply, and that it is as before after dispose');
});
`;

function register(text: string, names: Names): string {
  const imported = withImport(text, `import { ${exportOf(names)} } from './kinds/${names.kebab}.ts';`);
  return withEntry(imported, REGISTRY, `  ${exportOf(names)},`);
}
