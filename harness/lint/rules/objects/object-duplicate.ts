import { groupOf, retiredApi } from '../../../lib/kube-schema/index.ts';
import { type KubernetesObject, type ManifestObject, nameOf } from '../../../manifests/index.ts';
import { findingIn, placeIn, type Rule } from '../../rule.ts';

export const objectDuplicate: Rule = {
  id: 'object-duplicate',
  claims: ['DEP-4'],
  severity: 'mandatory',
  title: 'No object is defined twice in the set',
  rationale: 'The one that is applied last silently wins, and file names decide the order.',
  remediation: 'Keep one of them.',
  together: 'set',
  source: 'Kubernetes, "Object Names and IDs": a name is unique within its kind and namespace',
  *find({ objects }) {
    const first = new Map<string, ManifestObject>();
    for (const entry of objects) {
      const identity = identityOf(entry.object);
      const earlier = first.get(identity);
      if (!earlier) first.set(identity, entry);
      else {
        const at = placeIn(earlier, ['metadata', 'name']);
        yield findingIn(entry, ['metadata', 'name'], {
          message: `the same object is already defined at ${earlier.file}:${earlier.line}`,
          cause: 'a copied file or document; the later one overwrites the earlier one',
          remedy: 'keep one of them',
          related: [{ at, message: 'the same object' }],
        });
      }
    }
  },
};

/** Without the API version: in two versions, it is still the same object. */
function identityOf(object: KubernetesObject): string {
  return `${groupOf(retiredApi(object)?.instead ?? object.apiVersion)} ${nameOf(object)}`;
}
