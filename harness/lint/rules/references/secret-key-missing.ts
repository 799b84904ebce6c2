import { missingKeys } from '../../facts/references/references-of.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const secretKeyMissing: Rule = {
  id: 'secret-key-missing',
  claims: ['SEC-3'],
  severity: 'mandatory',
  title: 'Every Secret key that a pod references exists',
  rationale: 'The kubelet cannot create the container without it: the pod stays in CreateContainerConfigError.',
  remediation: 'Add the key to the Secret, or correct the reference.',
  source: 'Deployment description 10.2; Kubernetes, "Secrets": optional Secrets',
  *find(input) {
    for (const [{ entry }, { name, key, path }, source] of missingKeys(input, 'Secret')) {
      yield findingIn(entry, path, {
        message: `Secret "${name}" has no key "${key}"`,
        cause: existing('keys', source.keys.keys()),
        remedy: `add the key at ${source.entry.file}:${source.entry.line}, or correct the reference`,
      });
    }
  },
};
