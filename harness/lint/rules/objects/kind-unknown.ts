import { groupOf, retiredApi, type Schemas } from '../../../lib/kube-schema/index.ts';
import { closestTo } from '../../../lib/text/index.ts';
import { type KubernetesObject, type ManifestObject, makesSecrets } from '../../../manifests/index.ts';
import { isForeign } from '../../facts/objects/foreign.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const kindUnknown: Rule = {
  id: 'kind-unknown',
  claims: ['DEP-1'],
  severity: 'mandatory',
  title: 'Every object has a kind that the cluster knows',
  rationale: 'The API server rejects unknown kinds, and the deployment stops at that file.',
  remediation: 'Correct the kind, or add its CustomResourceDefinition to the set.',
  source: 'Kubernetes API of the configured version (lint.kubernetesVersion)',
  *find({ objects, schemas }) {
    const foreign = objects.filter(({ object }) => isForeign(object, schemas) && !makesSecrets(object));
    if (foreign.length > 0) yield { kind: 'not-evaluated', message: foreignText(foreign) };
    for (const entry of objects) {
      const { object } = entry;
      if (isForeign(object, schemas) || schemas.named(object.kind).length > 0 || retiredApi(object)) continue;
      yield findingIn(entry, ['kind'], { message: `kind "${object.kind}" is unknown`, ...reasonFor(object, schemas) });
    }
  },
};

/** One line for all of them: that they have no definition here says nothing about the cluster. */
function foreignText(foreign: readonly ManifestObject[]): string {
  const kinds = [...Map.groupBy(foreign, ({ object }) => `${object.kind} of ${groupOf(object.apiVersion)}`)];
  const said = kinds.map(([kind, all]) => (all.length === 1 ? kind : `${kind} (${all.length}×)`));
  return `no schema for custom resources: ${said.join(', ')}; add their CustomResourceDefinitions to the set to have them checked`;
}

function reasonFor({ apiVersion, kind }: KubernetesObject, schemas: Schemas): { cause: string; remedy: string } {
  const meant = closestTo(kind, schemas.kinds) ?? schemas.kinds.find((name) => isSameIgnoringCase(name, kind));
  if (meant !== undefined) return { cause: `probably a misspelling of ${meant}`, remedy: `use kind: ${meant}` };
  return groupOf(apiVersion).includes('.')
    ? {
        cause: `a custom resource of ${groupOf(apiVersion)} whose definition is not in the set`,
        remedy: 'add its CustomResourceDefinition to the set, or remove the object',
      }
    : { cause: `Kubernetes ${schemas.version} has no such kind`, remedy: 'correct the kind' };
}

const isSameIgnoringCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
