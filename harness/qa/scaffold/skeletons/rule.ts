import { globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../core/errors.ts';
import { packageRoot } from '../../../core/package-root.ts';
import { type Registry, withEntry, withImport } from '../registry.ts';
import type { Names, Skeleton } from '../skeleton.ts';

const RULES = 'harness/lint/rules';

/**
 * A static rule: its file, its cases with findings that it doesn't produce yet, and its line in the area's index.
 * @param options `area`: directory below `harness/lint/rules`; default: `dify`.
 * @throws UsageError `AREA_UNKNOWN`.
 */
export function skeletonFor({ area = 'dify' }: { readonly area?: string | undefined }, root = packageRoot()): Skeleton {
  const areas = readdirSync(join(root, RULES));
  if (!areas.includes(area)) throw areaUnknown(area, areas);
  const registry: Registry = { file: `${RULES}/${area}/index.ts`, end: '];' };
  return {
    title: `rule in ${RULES}/${area}`,
    files: (names) => {
      const [taken] = globSync(`${RULES}/*/${names.kebab}.ts`, { cwd: root });
      const folder = taken?.slice(0, taken.lastIndexOf('/')) ?? `${RULES}/${area}`;
      return { [`${folder}/${names.kebab}.ts`]: ruleText(names), [`${folder}/${names.kebab}.cases.yaml`]: CASES };
    },
    edits: {
      // The rule is added at the end and can be moved: the order is that of docs and reports.
      [registry.file]: (text, { kebab, camel }) =>
        withEntry(withImport(text, `import { ${camel} } from './${kebab}.ts';`), registry, `  ${camel},`),
    },
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
    hint: `choose one with --area, or add a directory to ${RULES} and to harness/lint/catalogue.ts`,
  });

const ruleText = ({ kebab, camel }: Names): string => `import type { Rule } from '../../rule.ts';

export const ${camel}: Rule = {
  id: '${kebab}',
  claims: ['SVC-1'],
  severity: 'recommended',
  title: 'TODO: a sentence that is true when there is no finding',
  rationale: 'TODO: what goes wrong without it, and how one would notice.',
  remediation: 'TODO: what to do, in one or two sentences.',
  source: 'TODO: the document that states it',
  // TODO: for each violation yield findingIn(entry, path, { message, cause, remedy }); see the other rules of this area.
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
