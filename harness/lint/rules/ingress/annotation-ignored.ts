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
  title: 'The configured controller supports every annotation that changes what an Ingress does',
  rationale:
    'The set is written for ingress-nginx. Traefik 3.6 silently ignores annotations that it does not support: an allowlist ' +
    'that does not protect, a redirect that does not happen. A rehearsal cannot verify them either.',
  remediation: 'Remove the annotation, or configure the same thing in a way that the configured controller supports.',
  source: 'Traefik 3.6.12, pkg/provider/kubernetes/ingress-nginx/annotations.go',
  needs: 'config',
  *find(input) {
    if (input.expected.ingressController !== 'traefik') return;
    const tuning = new Set<string>();
    for (const { entry, name } of ignored(input)) {
      if (TUNING_ANNOTATIONS.has(name)) tuning.add(name);
      // An ignored rewrite is reported by rewrite-target-wrong.
      else if (name !== 'rewrite-target')
        yield findingIn(entry, ['metadata', 'annotations', `${NGINX_PREFIX}${name}`], {
          message: `Traefik 3.6 does not support ${name} and ignores it`,
          cause: `ingress-nginx supports it; Traefik 3.6 supports only ${TRAEFIK_ANNOTATIONS.size} of its annotations`,
          remedy: 'remove it, or serve the class with ingress-nginx itself',
        });
    }
    if (tuning.size > 0) yield { kind: 'remark', message: tuningText([...tuning].sort()) };
  },
};

const tuningText = (names: readonly string[]): string =>
  `Traefik 3.6, the configured controller, ignores ${names.join(', ')}; it limits neither body sizes nor response times. ` +
  'They apply where ingress-nginx serves the class, and no live check verifies them.';

function* ignored({ ingresses }: LintInput) {
  for (const { entry } of ingresses) {
    for (const key of Object.keys(entry.object.metadata.annotations ?? {})) {
      const name = key.startsWith(NGINX_PREFIX) ? key.slice(NGINX_PREFIX.length) : '';
      if (NGINX_ANNOTATIONS.has(name) && !TRAEFIK_ANNOTATIONS.has(name)) yield { entry, name };
    }
  }
}
