import type { ComposeProject, ComposeService, ComposeVariable } from '../../../lib/compose/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import { placeholderIn } from '../../facts/environment/placeholder.ts';
import { placeholdersOf } from '../../facts/environment/placeholders.ts';
import { composePlace } from '../../facts/environment/places.ts';
import { whyNobodyReads } from '../../facts/environment/unread-places.ts';
import { findingIn, type Outcome, type Rule } from '../../rule.ts';

export const placeholderDomain: Rule = {
  id: 'placeholder-domain',
  claims: ['DOM-1'],
  severity: 'mandatory',
  title: 'No placeholder domain is left in the set or in Compose',
  rationale: 'Nobody answers there, or somebody else does: browsers would send logins and files to a stranger’s host.',
  remediation: 'Use the real domain.',
  source: 'Deployment description 7, 8 (your-dify-domain.com); RFC 2606',
  together: 'set',
  *find(input) {
    for (const { entry, path, domain } of placeholdersOf(input)) {
      if (whyNobodyReads(input, nameOf(entry.object), path.join('.')) !== undefined) continue;
      yield findingIn(entry, path, said(domain, path.at(-1)));
    }
    if (input.compose) yield* inCompose(input.compose);
  },
};

const said = (domain: string, field: string | number | undefined) => ({
  message: `${field} contains the placeholder domain ${domain}`,
  cause: 'it was copied from an example and never filled in',
  remedy: 'use the real domain',
});

/** Compose gives them to all services; only certbot, and an nginx that asks for certificates, read them. */
const isForCertbot = ({ environment }: ComposeService, { name }: ComposeVariable): boolean =>
  name.startsWith('CERTBOT_') &&
  ['NGINX_ENABLE_CERTBOT_CHALLENGE', 'NGINX_HTTPS_ENABLED'].every((one) => environment.get(one)?.value !== 'true');

function* inCompose({ services }: ComposeProject): Generator<Outcome> {
  const seen = new Set<string>();
  for (const service of services.values()) {
    for (const variable of service.environment.values()) {
      const domain = variable.value && placeholderIn(variable.value);
      const { file, position } = variable.at;
      const key = `${file}:${position.line}:${position.column}:${variable.name}`;
      if (!domain || seen.has(key) || isForCertbot(service, variable)) continue;
      seen.add(key);
      yield { kind: 'finding', at: composePlace(service, variable), ...said(domain, variable.name) };
    }
  }
}
