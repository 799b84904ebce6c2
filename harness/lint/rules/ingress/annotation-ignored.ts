import {
  NGINX_ANNOTATIONS,
  NGINX_PREFIX,
  TRAEFIK_ANNOTATIONS,
  TUNING_ANNOTATIONS,
} from '../../../lib/ingress-routing/index.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const annotationIgnored: Rule = {
  id: 'annotation-ignored',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'No annotation that changes what an Ingress does is passed over by the configured controller',
  rationale:
    'The set is written for ingress-nginx. What Traefik 3.6 does not read it leaves out: an allow list that does not ' +
    'protect, a redirect that does not happen. A rehearsal can’t vouch for it either.',
  remediation: 'Do without the annotation, or say what it says in a way that the configured controller reads.',
  source: 'Traefik 3.6.12, pkg/provider/kubernetes/ingress-nginx/annotations.go',
  *find(input) {
    if (input.expected.ingressController !== 'traefik') return;
    const tuning = new Set<string>();
    for (const { entry, name } of unread(input)) {
      if (TUNING_ANNOTATIONS.has(name)) tuning.add(name);
      // A rewrite that does not happen is a fault of its own.
      else if (name !== 'rewrite-target')
        yield findingIn(entry, ['metadata', 'annotations', `${NGINX_PREFIX}${name}`], {
          message: `Traefik 3.6 does not read ${name}: what it says does not happen`,
          cause: `ingress-nginx reads it; of its annotations Traefik 3.6 reads ${TRAEFIK_ANNOTATIONS.size}`,
          remedy: 'do without it, or have ingress-nginx itself serve the class',
        });
    }
    if (tuning.size > 0) yield { kind: 'remark', message: tuningText([...tuning].sort()) };
  },
};

const tuningText = (names: readonly string[]): string =>
  `Traefik 3.6, the configured controller, does not read ${names.join(', ')}; it limits neither the size of a body nor the time of an answer. ` +
  'They count where ingress-nginx serves the class, and no live check proves them.';

function* unread({ ingresses }: LintInput) {
  for (const { entry } of ingresses) {
    for (const key of Object.keys(entry.object.metadata.annotations ?? {})) {
      const name = key.startsWith(NGINX_PREFIX) ? key.slice(NGINX_PREFIX.length) : '';
      if (NGINX_ANNOTATIONS.has(name) && !TRAEFIK_ANNOTATIONS.has(name)) yield { entry, name };
    }
  }
}
