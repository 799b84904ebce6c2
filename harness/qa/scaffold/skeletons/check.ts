import type { Skeleton } from '../skeleton.ts';

export const skeleton: Skeleton = {
  title: 'smoke check',
  files: ({ kebab }) => ({
    [`e2e/specs/smoke/${kebab}.spec.ts`]: `import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

test(
  'A sentence that is true when ${kebab} passes',
  check({
    id: '${kebab}',
    // Claims that the check helps prove: \`npm run dify-e2e -- plan\` lists them.
    claims: [],
    severity: 'recommended',
    effect: 'observe',
    dependsOn: [],
    needs: ['dify-api'],
    // At least one fault that makes this check fail: docs/faults.md lists the kinds.
    faults: [],
    remediation: 'One or two sentences that say what to do when the check fails, with the command to run.',
  }),
  async ({ note }) => {
    note('what the check saw');
    expectNone(['${kebab} does not check anything yet']);
  },
);
`,
  }),
  next: ({ kebab }) => [
    'npx vitest run e2e/framework/catalogue.test.ts    # fails until claims and faults are declared',
    `npm run dify-e2e -- up && npm run dify-e2e -- test --phase smoke --grep "${kebab}"`,
    `npm run dify-e2e -- self-test --only ${kebab}`,
  ],
};
