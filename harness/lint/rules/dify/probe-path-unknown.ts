import type { PartName } from '../../../core/config/index.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

interface Pages {
  readonly health: string;
  /** Paths that answer a GET without a login. */
  readonly known: RegExp;
}

/** What each part answers (Dify api/extensions/ext_app_metrics.py, the routers of sandbox and plugin daemon, web/app). */
const PAGES: Readonly<Partial<Record<PartName, Pages>>> = {
  api: { health: '/health', known: /^\/(health|threads|db-pool-stat|v1\/?|console\/api\/.+|api\/.+)$/ },
  sandbox: { health: '/health', known: /^\/health$/ },
  'plugin-daemon': { health: '/health/check', known: /^\/(health\/check\/?|metrics\/?)$/ },
  // Anything else is a page of its own or a 404 page; these are certainly none.
  web: { health: '/apps', known: /^(?!\/(health|ready|live|status|ping|api|v1|console\/api)(z|\/|$))/ },
};
export const probePathUnknown: Rule = {
  id: 'probe-path-unknown',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'Probes ask for a path that the part answers',
  rationale:
    'The answer is 404: with readiness the pod never gets traffic, with liveness or start-up it is killed again and again.',
  remediation: 'Ask /health of API and sandbox, /health/check of the plugin daemon, /apps of the web server.',
  source:
    'Deployment description 8; Dify api/extensions/ext_app_metrics.py; routers of dify-sandbox and dify-plugin-daemon',
  *find(input) {
    for (const { part, environment, kind, probe, path } of probesOf(input, [
      'api',
      'web',
      'sandbox',
      'plugin-daemon',
    ])) {
      const pages = PAGES[part];
      const asked = probe.httpGet && (probe.httpGet.path ?? '/');
      const page = asked?.split('?', 1)[0] ?? '';
      if (!pages || asked === undefined || pages.known.test(page)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'httpGet', 'path']), {
        message: `${kind} of ${part} asks for ${page}`,
        cause: `${part} answers 404 there; its page for probes is ${pages.health}`,
        remedy: `write ${pages.health}`,
        proof: `GET ${page} → 404`,
      });
    }
  },
};
