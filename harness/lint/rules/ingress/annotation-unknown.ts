import { NGINX_ANNOTATIONS, NGINX_PREFIX } from '../../../lib/ingress-routing/index.ts';
import { closestTo } from '../../../lib/text/index.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** Prefixes of other controllers: what stands beneath them is not read where the class is `nginx`. */
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
  title: 'Every annotation of an Ingress that is meant for the controller is one that it reads',
  rationale: 'An annotation that is misspelt, or meant for another controller, is passed over without a word.',
  remediation: 'Correct the name, or remove the annotation.',
  source: 'ingress-nginx, "Annotations Scope and Risk"',
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
      message: `the annotation ${key} is not read here`,
      cause: `it is for ${other[1]}; the class of this set is served by ingress-nginx or what stands in for it`,
      remedy: `say it with an annotation beneath ${NGINX_PREFIX}, or remove it`,
    };
  }
  if (!key.startsWith(NGINX_PREFIX)) return undefined;
  const name = key.slice(NGINX_PREFIX.length);
  if (NGINX_ANNOTATIONS.has(name)) return undefined;
  const meant = closestTo(name, [...NGINX_ANNOTATIONS]);
  return {
    message: `ingress-nginx knows no annotation ${name}`,
    cause: meant ? `it is probably ${meant}, misspelt` : 'it was removed, or never was one',
    remedy: meant ? `write ${NGINX_PREFIX}${meant}` : 'remove it',
  };
}
