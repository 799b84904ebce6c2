import type { SchemaProblem } from '../../../lib/kube-schema/index.ts';
import type { KubernetesObject } from '../../../manifests/index.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const fieldInvalid: Rule = {
  id: 'field-invalid',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Every field is one of its kind, with a value of the right type',
  rationale:
    'The API server refuses a wrong type. A misspelt field it refuses only where validation is strict; elsewhere it drops it without a word, and the default is used.',
  remediation: 'Correct the field; kubectl explain shows what each one takes.',
  source: "Kubernetes' OpenAPI schemas of the configured version (lint.kubernetesVersion)",
  *find({ malformed, schemas }) {
    for (const { entry, problems } of malformed) {
      const { apiVersion, kind } = entry.object;
      // Fields of a version that is not served are another matter, and another finding.
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
  unknown: 'a slip of the pen, or a wrong indentation: the field belongs to another level',
  missing: 'left out, or a wrong indentation: it stands on another level',
  type: 'a number or yes/no without quotes where a text is wanted, quotes where none are, or a wrong indentation',
  value: 'a slip of the pen, or a unit or a word that Kubernetes does not know',
};

function explain({ kind }: KubernetesObject, { path }: SchemaProblem): string {
  const fields = path.filter((step) => typeof step === 'string');
  return `see: kubectl explain ${[kind.toLowerCase(), ...fields].join('.')}`;
}
