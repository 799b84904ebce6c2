import { annotationOf, type IngressObject } from '../../../lib/ingress-routing/index.ts';
import { apiNumber, ingressesTo } from '../../facts/ingress/api-ingresses.ts';
import { annotationPath } from '../../facts/ingress/routes.ts';
import { findingIn, type Outcome, type Rule } from '../../rule.ts';

/** Default of ingress-nginx (ConfigMap, proxy-read-timeout and proxy-send-timeout). */
const NGINX_DEFAULT = 60;
/** NGINX_PROXY_READ_TIMEOUT and NGINX_PROXY_SEND_TIMEOUT in Dify's Compose file. */
const DIFY_NGINX = 3600;
/** Limits on how long the API itself may take to respond. */
const API_LIMITS = ['GUNICORN_TIMEOUT', 'APP_MAX_EXECUTION_TIME', 'WORKFLOW_MAX_EXECUTION_TIME'];
/** Gunicorn's timeout in Dify's Compose file, assumed if the set does not configure one. */
const API_DEFAULT = 360;
export const ingressTimeout: Rule = {
  id: 'ingress-timeout',
  claims: ['NET-2', 'ENV-3'],
  severity: 'recommended',
  title: 'Every Ingress to the API waits as long as a response may take',
  rationale:
    'ingress-nginx gives up after 60 s without data and answers 504, in the middle of a workflow or a long response. ' +
    'Traefik has no such limit, so a rehearsal does not show the problem.',
  remediation: 'Set proxy-read-timeout and proxy-send-timeout to "3600", as in Dify’s own nginx.',
  source:
    'Dify, docker/.env.example (NGINX_PROXY_READ_TIMEOUT, GUNICORN_TIMEOUT); ingress-nginx, Annotations: Custom timeouts',
  needs: 'ingress-nginx',
  *find(input) {
    const limits = API_LIMITS.map((name) => ({ name, seconds: apiNumber(input, name) ?? 0 }));
    const longest = limits.reduce((one, other) => (other.seconds > one.seconds ? other : one), {
      name: 'GUNICORN_TIMEOUT',
      seconds: API_DEFAULT,
    });
    for (const ingress of ingressesTo(input, 'api')) {
      for (const name of ['proxy-read-timeout', 'proxy-send-timeout']) yield* judge(ingress, name, longest);
    }
  },
};

type Limit = { readonly name: string; readonly seconds: number };

function* judge(ingress: IngressObject, name: string, longest: Limit): Generator<Outcome> {
  const written = annotationOf(ingress, name);
  // Both are whole seconds; any other text is ignored, and the default applies.
  const seconds = written !== undefined && /^\d+$/.test(written) ? Number(written) : NGINX_DEFAULT;
  if (seconds >= DIFY_NGINX) return;
  const said = written === undefined ? 'it is not set' : `it is "${written}"`;
  const short = seconds < longest.seconds;
  yield findingIn(ingress.entry, annotationPath(name), {
    message: `${name} is ${seconds} s${seconds === NGINX_DEFAULT && written !== '60' ? ' (the default)' : ''}, but a response may take ${short ? longest.seconds : DIFY_NGINX} s`,
    cause: `${said}; ${short ? `${longest.name} of the API is ${longest.seconds} s` : 'Dify’s own nginx waits 3600 s for a stream to continue'}`,
    remedy: `set nginx.ingress.kubernetes.io/${name}: "3600"`,
    ...(short ? {} : { severity: 'informational' as const }),
  });
}
