import { apiVersionOf, KINDS } from '../kinds.ts';
import type { Finding, ManifestObject } from '../types.ts';
import { nameOf } from '../types.ts';
import { findingAt, type Rule } from './rule.ts';

/** Each object is of a kind that the cluster serves, in its stable version. */
export const knownKinds: Rule = (objects) => {
  const custom = new Set(objects.flatMap(customKinds));
  return objects.flatMap((entry) => {
    const { kind, apiVersion } = entry.object;
    const known = KINDS.get(kind);
    if (custom.has(kind) || (known && apiVersionOf(known) === apiVersion)) return [];
    return [known ? wrongVersion(entry, apiVersionOf(known)) : unknownKind(entry)];
  });
};

/** Everything that lives in a namespace is in the one that is to be deployed. */
export const rightNamespace: Rule = (objects, { namespace }) =>
  objects.flatMap((entry) => {
    const { kind, metadata } = entry.object;
    if (kind === 'Namespace')
      return metadata.name === namespace ? [] : [wrongNamespace(entry, metadata.name, namespace)];
    if (KINDS.get(kind)?.namespaced !== true || metadata.namespace === namespace) return [];
    return [wrongNamespace(entry, metadata.namespace, namespace)];
  });

/** No object is there twice: of two, the later one silently wins. */
export const noDuplicates: Rule = (objects) => {
  const first = new Map<string, ManifestObject>();
  return objects.flatMap((entry) => {
    const name = nameOf(entry.object);
    const earlier = first.get(name);
    if (!earlier) first.set(name, entry);
    return earlier ? [duplicate(entry, earlier)] : [];
  });
};

function customKinds({ object }: ManifestObject): string[] {
  if (object.kind !== 'CustomResourceDefinition') return [];
  const { names } = (object.spec ?? {}) as { names?: { kind?: string } };
  return names?.kind ? [names.kind] : [];
}

function unknownKind(entry: ManifestObject): Finding {
  const { kind } = entry.object;
  const other = [...KINDS.keys()].find((known) => known.toLowerCase() === kind.toLowerCase());
  return findingAt(entry, ['kind'], {
    id: 'kind-unknown',
    claims: ['DEP-1'],
    severity: 'mandatory',
    message: `kind "${kind}" is unknown`,
    cause: other
      ? `it is written ${other}`
      : 'a misspelt kind, or a custom resource whose definition is not in the set',
    remedy: other ? `write kind: ${other}` : 'correct the kind, or add its CustomResourceDefinition to the set',
  });
}

function wrongVersion(entry: ManifestObject, right: string): Finding {
  const { kind, apiVersion } = entry.object;
  return findingAt(entry, ['apiVersion'], {
    id: 'api-version-unknown',
    claims: ['DEP-1'],
    severity: 'mandatory',
    message: `apiVersion "${apiVersion}" does not serve ${kind}`,
    cause: 'a version that Kubernetes no longer serves, or never did',
    remedy: `write apiVersion: ${right}`,
  });
}

function wrongNamespace(entry: ManifestObject, actual: string | undefined, expected: string): Finding {
  return findingAt(entry, entry.object.kind === 'Namespace' ? ['metadata', 'name'] : ['metadata', 'namespace'], {
    id: 'namespace-wrong',
    claims: ['DEP-1'],
    severity: 'mandatory',
    message: actual ? `namespace is "${actual}" instead of "${expected}"` : `no namespace; "${expected}" is expected`,
    cause: 'copied from another deployment, or left to the current context of whoever deploys',
    remedy: `set it to ${expected}`,
  });
}

function duplicate(entry: ManifestObject, earlier: ManifestObject): Finding {
  return findingAt(entry, ['metadata', 'name'], {
    id: 'object-duplicate',
    claims: ['DEP-4'],
    severity: 'mandatory',
    message: `the same object is at ${earlier.file}:${earlier.line}`,
    cause: 'a copied file or document; the later one overwrites the earlier one',
    remedy: 'keep one of them',
  });
}
