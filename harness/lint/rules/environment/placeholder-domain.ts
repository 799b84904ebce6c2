import type { ComposeProject } from '../../../lib/compose/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import { placeholderIn } from '../../facts/environment/placeholder.ts';
import { composePlace } from '../../facts/environment/places.ts';
import { findingIn, type Outcome, type Rule } from '../../rule.ts';

export const placeholderDomain: Rule = {
  id: 'placeholder-domain',
  claims: ['DOM-1'],
  severity: 'mandatory',
  title: 'No placeholder domain is left in the set or in Compose',
  rationale: 'Nobody answers there, or somebody else does: browsers would send logins and files to a stranger’s host.',
  remediation: 'Use the real domain.',
  source: 'Deployment description 7, 8 (your-dify-domain.com); RFC 2606',
  *find({ objects, compose }) {
    for (const entry of objects) {
      for (const [path, domain] of placeholdersIn(entry.object)) {
        yield findingIn(entry, path, said(domain, path.at(-1)));
      }
    }
    if (compose) yield* inCompose(compose);
  },
};

const said = (domain: string, field: string | number | undefined) => ({
  message: `${field} contains the placeholder domain ${domain}`,
  cause: 'it was copied from an example and never filled in',
  remedy: 'use the real domain',
});

function* inCompose({ services }: ComposeProject): Generator<Outcome> {
  const seen = new Set<string>();
  for (const service of services.values()) {
    for (const variable of service.environment.values()) {
      const domain = variable.value && placeholderIn(variable.value);
      const { file, position } = variable.at;
      const key = `${file}:${position.line}:${position.column}:${variable.name}`;
      if (!domain || seen.has(key)) continue;
      seen.add(key);
      yield { kind: 'finding', at: composePlace(service, variable), ...said(domain, variable.name) };
    }
  }
}

/** Images have their own rule; annotations of tools and the descriptions in a CRD say nothing about the deployment. */
const SKIPPED: ReadonlySet<string> = new Set(['image', 'managedFields', 'description', 'binaryData', 'status']);

type Found = readonly [path: FieldPath, domain: string];

/** @returns the placeholders in the texts of an object, each with its path. */
function placeholdersIn(value: unknown, path: (string | number)[] = [], found: Found[] = []): Found[] {
  if (typeof value === 'string') {
    const domain = placeholderIn(value);
    if (domain) found.push([[...path], domain]);
  }
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    if (SKIPPED.has(key)) continue;
    path.push(Array.isArray(value) ? Number(key) : key);
    placeholdersIn((value as Readonly<Record<string, unknown>>)[key], path, found);
    path.pop();
  }
  return found;
}
