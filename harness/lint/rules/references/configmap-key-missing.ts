import { missingKeys } from '../../facts/references/references-of.ts';
import { findingIn, type Rule, thereIs } from '../../rule.ts';

export const configMapKeyMissing: Rule = {
  id: 'configmap-key-missing',
  claims: ['ENV-1'],
  severity: 'mandatory',
  title: 'Every key of a ConfigMap that a pod refers to is in that ConfigMap',
  rationale:
    'A variable without its key keeps the pod in CreateContainerConfigError; a file that is mounted by subPath without its key becomes an empty folder, without a word.',
  remediation: 'Add the key to the ConfigMap, or correct the reference.',
  source: 'Deployment description 10.1; Kubernetes, "ConfigMaps"; "Volumes": Using subPath',
  *find(input) {
    for (const [{ entry }, { name, key, path }, source] of missingKeys(input, 'ConfigMap')) {
      yield findingIn(entry, path, {
        message: `ConfigMap "${name}" has no key "${key}"`,
        cause: thereIs(source.keys.keys()),
        remedy: `add the key at ${source.entry.file}:${source.entry.line}, or correct the reference`,
      });
    }
  },
};
