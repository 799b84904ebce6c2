import { keyOf, keysOfKind, namesOfKind, perNamespace } from '../../facts/input/of-kind.ts';
import { existing, findingIn, type Rule } from '../../rule.ts';

export const imagePullSecretMissing: Rule = {
  id: 'image-pull-secret-missing',
  claims: ['IMG-1', 'SEC-3'],
  severity: 'recommended',
  title: 'Every pull secret is in the set',
  rationale:
    'Kubernetes does not report a missing pull secret: it pulls without credentials, and the pod stays in ImagePullBackOff with "unauthorized".',
  remediation: 'Add the Secret, correct its name, or accept that it is created by hand.',
  source: 'Kubernetes, "Images": Specifying imagePullSecrets on a Pod',
  *find(input) {
    const secrets = keysOfKind(input, 'Secret');
    const there = perNamespace((namespace) => existing('Secrets', namesOfKind(input, 'Secret', namespace)));
    for (const { entry, spec, path } of input.workloads) {
      const { namespace } = entry.object.metadata;
      for (const [index, { name = '' }] of (spec.imagePullSecrets ?? []).entries()) {
        if (secrets.has(keyOf(name, namespace)) || input.sources.find('Secret', name, namespace)) continue;
        yield findingIn(entry, [...path, 'imagePullSecrets', index, 'name'], {
          message: `pull secret "${name}" is not in the set`,
          cause: `it is created by hand, or the name is wrong; ${there(namespace)}`,
          remedy: 'add the Secret, or correct the name',
        });
      }
    }
  },
};
