import { namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { missingSources } from '../../facts/references/references-of.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const configMapMissing: Rule = {
  id: 'configmap-missing',
  claims: ['ENV-1'],
  severity: 'mandatory',
  title: 'Every ConfigMap that a pod references is in the set',
  rationale:
    'The kubelet cannot create the container without it: the pod stays in CreateContainerConfigError, or in ContainerCreating if it is mounted as a volume.',
  remediation: 'Add the ConfigMap to the set, or correct the name.',
  source: 'Deployment description 10.1; Kubernetes, "ConfigMaps": a ConfigMap must exist before a pod refers to it',
  *find(input) {
    const there = perNamespace((namespace) => existing('ConfigMaps', namesOfKind(input, 'ConfigMap', namespace)));
    for (const [{ entry }, { name, path }] of missingSources(input, 'ConfigMap')) {
      yield findingIn(entry, path, {
        message: `ConfigMap "${name}" is not in the set`,
        cause: there(entry.object.metadata.namespace),
        remedy: "add the ConfigMap, or correct the name: without it the pod's containers are not created",
      });
    }
  },
};
