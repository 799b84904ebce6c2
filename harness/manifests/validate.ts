import { knownKinds, noDuplicates, rightNamespace } from './rules/identity.ts';
import { configReferences, unusedSecretKeys } from './rules/references.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { serviceTargets } from './rules/services.ts';
import { rightShape } from './rules/shape.ts';
import { podReferences } from './rules/volumes.ts';
import type { Finding, ManifestSet } from './types.ts';

const RULES: readonly Rule[] = [
  knownKinds,
  rightNamespace,
  noDuplicates,
  rightShape,
  configReferences,
  unusedSecretKeys,
  podReferences,
  serviceTargets,
];

/** @returns all that is wrong with the set as far as the files alone tell, by file and line. */
export function validateManifests(set: ManifestSet, context: RuleContext): Finding[] {
  const findings = RULES.flatMap((rule) => rule(set.objects, context));
  return findings.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
