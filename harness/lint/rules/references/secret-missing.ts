import { namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { missingSources } from '../../facts/references/references-of.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const secretMissing: Rule = {
  id: 'secret-missing',
  claims: ['SEC-3'],
  severity: 'mandatory',
  title: 'Every Secret that a pod references is in the set',
  rationale:
    'The kubelet cannot create the container without it: the pod stays in CreateContainerConfigError, or in ContainerCreating if it is mounted as a volume.',
  remediation: 'Add the Secret to the set, or correct the name.',
  source: 'Deployment description 10.2; Kubernetes, "Secrets": optional Secrets',
  *find(input) {
    const there = perNamespace((namespace) => existing('Secrets', namesOfKind(input, 'Secret', namespace)));
    for (const [{ entry }, { name, path }] of missingSources(input, 'Secret')) {
      yield findingIn(entry, path, {
        message: `Secret "${name}" is not in the set`,
        cause: there(entry.object.metadata.namespace),
        remedy: "add the Secret, or correct the name: without it the pod's containers are not created",
      });
    }
  },
};
