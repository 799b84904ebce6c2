import { missingKeys } from '../../facts/references/references-of.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const configMapKeyMissing: Rule = {
  id: 'configmap-key-missing',
  claims: ['ENV-1'],
  severity: 'mandatory',
  title: 'Every ConfigMap key that a pod references exists',
  rationale:
    'If the key for a variable is missing, the pod stays in CreateContainerConfigError; if the key for a subPath mount is missing, the container silently gets an empty directory.',
  remediation: 'Add the key to the ConfigMap, or correct the reference.',
  source: 'Deployment description 10.1; Kubernetes, "ConfigMaps"; "Volumes": Using subPath',
  *find(input) {
    for (const [{ entry }, { name, key, path }, source] of missingKeys(input, 'ConfigMap')) {
      yield findingIn(entry, path, {
        message: `ConfigMap "${name}" has no key "${key}"`,
        cause: existing('keys', source.keys.keys()),
        remedy: `add the key at ${source.entry.file}:${source.entry.line}, or correct the reference`,
      });
    }
  },
};
