import { NGINX_ANNOTATIONS, NGINX_PREFIX } from '../../../lib/ingress-routing/index.ts';
import { closestTo } from '../../../lib/text/index.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** Prefixes of other controllers: their annotations have no effect on the class `nginx`. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['traefik.ingress.kubernetes.io/', 'Traefik’s own Ingress provider'],
  ['nginx.org/', 'the NGINX controller of F5'],
  ['haproxy.org/', 'HAProxy'],
  ['haproxy-ingress.github.io/', 'HAProxy'],
  ['alb.ingress.kubernetes.io/', 'the AWS load balancer controller'],
  ['konghq.com/', 'Kong'],
  ['higress.io/', 'Higress'],
]);

export const annotationUnknown: Rule = {
  id: 'annotation-unknown',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'Every controller annotation of an Ingress is one that ingress-nginx knows',
  rationale: 'An annotation that is misspelled, or meant for another controller, is silently ignored.',
  remediation: 'Correct the name, or remove the annotation.',
  source: 'ingress-nginx, "Annotations Scope and Risk"',
  needs: 'ingress-nginx',
  *find({ ingresses }) {
    for (const { entry } of ingresses) {
      for (const key of Object.keys(entry.object.metadata.annotations ?? {})) {
        const fault = faultOf(key);
        if (fault) yield findingIn(entry, ['metadata', 'annotations', key], fault);
      }
    }
  },
};

function faultOf(key: string): { message: string; cause: string; remedy: string } | undefined {
  const other = [...OTHERS].find(([prefix]) => key.startsWith(prefix));
  if (other) {
    return {
      message: `the annotation ${key} has no effect here`,
      cause: `it is for ${other[1]}; the class of this set is served by ingress-nginx or a substitute for it`,
      remedy: `use the equivalent annotation with the prefix ${NGINX_PREFIX}, or remove it`,
    };
  }
  if (!key.startsWith(NGINX_PREFIX)) return undefined;
  const name = key.slice(NGINX_PREFIX.length);
  if (NGINX_ANNOTATIONS.has(name)) return undefined;
  const meant = closestTo(name, [...NGINX_ANNOTATIONS]);
  return {
    message: `ingress-nginx has no annotation ${name}`,
    cause: meant ? `probably a misspelling of ${meant}` : 'it was removed, or never existed',
    remedy: meant ? `use ${NGINX_PREFIX}${meant}` : 'remove it',
  };
}
