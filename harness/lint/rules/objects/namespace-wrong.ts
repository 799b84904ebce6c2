import type { ManifestObject } from '../../../manifests/index.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const namespaceWrong: Rule = {
  id: 'namespace-wrong',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Every namespaced object is in the namespace of the deployment',
  rationale:
    'An object without a namespace ends up in whatever namespace the current kubectl context points to; pods cannot use the ConfigMaps and Secrets of another namespace.',
  remediation: 'Set metadata.namespace to the namespace of the deployment (manifests.namespace in the config).',
  source: 'Deployment description 11.2',
  needs: 'config',
  *find(input) {
    const { namespace: expected } = input.expected;
    for (const entry of input.objects) {
      const place = placeOf(entry, input);
      if (!place || place.namespace === expected) continue;
      yield findingIn(entry, place.path, {
        message: place.namespace
          ? `namespace is "${place.namespace}" instead of "${expected}"`
          : `no namespace; "${expected}" is expected`,
        cause: 'copied from another deployment, or left to the current kubectl context',
        remedy: `set ${place.path.join('.')}: ${expected}`,
      });
    }
  },
};

/** @returns the namespace of the object and the path that sets it; undefined for cluster-scoped objects. */
function placeOf({ object }: ManifestObject, { schemas }: LintInput) {
  if (object.kind === 'Namespace') return { path: ['metadata', 'name'], namespace: object.metadata.name };
  if (schemas.kindOf(object)?.namespaced !== true) return undefined;
  return { path: ['metadata', 'namespace'], namespace: object.metadata.namespace };
}
