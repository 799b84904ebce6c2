import { annotationOf } from '../../../lib/ingress-routing/index.ts';
import { ingressesTo } from '../../facts/ingress/api-ingresses.ts';
import { annotationPath } from '../../facts/ingress/routes.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const ingressBuffering: Rule = {
  id: 'ingress-buffering',
  claims: ['NET-2'],
  severity: 'recommended',
  title: 'No Ingress to the API buffers event streams',
  rationale:
    'Model responses are event streams. A buffer holds them back until it is full, so the text arrives all at once.',
  remediation: 'Set proxy-buffering to "off", or omit it: off is the default of ingress-nginx.',
  source: 'Dify, docker/nginx/proxy.conf.template (proxy_buffering off); ingress-nginx, ConfigMap: proxy-buffering',
  needs: 'ingress-nginx',
  *find(input) {
    for (const ingress of ingressesTo(input, 'api')) {
      if (annotationOf(ingress, 'proxy-buffering') !== 'on') continue;
      yield findingIn(ingress.entry, annotationPath('proxy-buffering'), {
        message: 'event streams of the API are buffered',
        cause: 'proxy-buffering is "on" for all paths of the Ingress',
        remedy: 'set nginx.ingress.kubernetes.io/proxy-buffering: "off"',
      });
    }
  },
};
