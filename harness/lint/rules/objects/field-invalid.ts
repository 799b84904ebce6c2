import type { SchemaProblem } from '../../../lib/kube-schema/index.ts';
import type { KubernetesObject } from '../../../manifests/index.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const fieldInvalid: Rule = {
  id: 'field-invalid',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Every field exists in its kind and has a value of the right type',
  rationale:
    'The API server rejects a wrong type. It rejects a misspelled field only under strict validation; otherwise it drops the field silently, and the default applies.',
  remediation: 'Correct the field; kubectl explain shows the fields and their types.',
  source: "Kubernetes' OpenAPI schemas of the configured version (lint.kubernetesVersion)",
  *find({ malformed, schemas }) {
    for (const { entry, problems } of malformed) {
      const { apiVersion, kind } = entry.object;
      // A version that is not served is reported by the api-version rules.
      if (!schemas.find(apiVersion, kind)) continue;
      for (const problem of problems) {
        yield findingIn(entry, problem.path, {
          message: `${problem.path.join('.')}: ${problem.message}`,
          cause: CAUSES[problem.kind],
          remedy: problem.remedy ?? explain(entry.object, problem),
        });
      }
    }
  },
};

const CAUSES: Readonly<Record<SchemaProblem['kind'], string>> = {
  unknown: 'a typo, or wrong indentation: the field belongs at another level',
  missing: 'it was left out, or is at another level because of wrong indentation',
  type: 'an unquoted number or boolean where a string is expected, a quoted one where it is not, or wrong indentation',
  value: 'a typo, or a unit or value that Kubernetes does not know',
};

function explain({ kind }: KubernetesObject, { path }: SchemaProblem): string {
  const fields = path.filter((step) => typeof step === 'string');
  return `see: kubectl explain ${[kind.toLowerCase(), ...fields].join('.')}`;
}
