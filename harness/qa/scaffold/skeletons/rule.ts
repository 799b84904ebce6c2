import { globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../core/errors.ts';
import { packageRoot } from '../../../core/package-root.ts';
import type { Names, Skeleton } from '../skeleton.ts';

const RULES = 'harness/lint/rules';

/**
 * A static rule: its file, its cases with findings that it does not have yet, and its line in the area's index.
 * @param options `area`: folder below `harness/lint/rules`; `dify` unless told.
 * @throws UsageError `AREA_UNKNOWN`.
 */
export function skeletonFor({ area = 'dify' }: { readonly area?: string | undefined }, root = packageRoot()): Skeleton {
  const areas = readdirSync(join(root, RULES));
  if (!areas.includes(area)) throw areaUnknown(area, areas);
  return {
    title: `rule in ${RULES}/${area}`,
    files: (names) => {
      const [taken] = globSync(`${RULES}/*/${names.kebab}.ts`, { cwd: root });
      const folder = taken?.slice(0, taken.lastIndexOf('/')) ?? `${RULES}/${area}`;
      return { [`${folder}/${names.kebab}.ts`]: ruleText(names), [`${folder}/${names.kebab}.cases.yaml`]: CASES };
    },
    edits: { [`${RULES}/${area}/index.ts`]: withRule },
    next: ({ kebab }) => [
      'state the findings that you expect in the cases file',
      `npx vitest run harness/lint/rules.test.ts -t ${kebab}    # fails until the rule has them`,
      'npm run format && npm run docs',
    ],
  };
}

const areaUnknown = (area: string, areas: readonly string[]): UsageError =>
  new UsageError({
    code: 'AREA_UNKNOWN',
    message: `there is no area "${area}"`,
    details: [`areas: ${areas.join(', ')}`],
    hint: `choose one with --area, or add a folder to ${RULES} and to harness/lint/catalogue.ts`,
  });

/** Imports stay sorted; the rule comes last, and may be moved: the order is that of docs and reports. */
function withRule(index: string, { kebab, camel }: Names): string {
  const lines = index.split('\n');
  const own = `import { ${camel} } from './${kebab}.ts';`;
  const isImport = (line: string) => line.startsWith('import {') && line.includes("from './");
  const after = lines.findIndex((line) => isImport(line) && fileOf(line) > kebab);
  lines.splice(after === -1 ? lines.findLastIndex(isImport) + 1 : after, 0, own);
  lines.splice(lines.lastIndexOf('];'), 0, `  ${camel},`);
  return lines.join('\n');
}

const fileOf = (line: string): string => /'\.\/(.*)\.ts'/.exec(line)?.[1] ?? '';

const ruleText = ({ kebab, camel }: Names): string => `import type { Rule } from '../../rule.ts';

export const ${camel}: Rule = {
  id: '${kebab}',
  claims: ['SVC-1'],
  severity: 'recommended',
  title: 'TODO: a sentence that is true when there is no finding',
  rationale: 'TODO: what goes wrong without it, and how one would notice.',
  remediation: 'TODO: what to do, in one or two sentences.',
  source: 'TODO: the document that states it',
  // TODO: for each violation yield findingIn(entry, path, { message, cause, remedy }); see the rules beside this one.
  find: () => [],
};
`;

const CASES = `bad:
  - manifests: |
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: dify-config, namespace: dify }
      data: { TODO: wrong }
    findings:
      - object: ConfigMap dify/dify-config
        at: 4:9
        message: "TODO: what is wrong"
good:
  - manifests: |
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: dify-config, namespace: dify }
      data: { TODO: right }
fixture:
  edits:
    - file: manifests/dify/10-configmap.yaml
      replace: "LOG_LEVEL: INFO"
      by: "LOG_LEVEL: TODO"
  findings:
    - object: ConfigMap dify/dify-config
      at: manifests/dify/10-configmap.yaml:1:1
      message: "TODO: what is wrong"
`;
