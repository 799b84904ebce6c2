import type { PartName } from '../../../core/config/index.ts';
import { probesOf } from '../../facts/dify/probes.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

interface Pages {
  readonly health: string;
  /** Paths that answer an unauthenticated GET. */
  readonly known: RegExp;
}

/** What each part serves (Dify api/extensions/ext_app_metrics.py, the routers of sandbox and plugin daemon, web/app). */
const PAGES: Readonly<Partial<Record<PartName, Pages>>> = {
  api: { health: '/health', known: /^\/(health|threads|db-pool-stat|v1\/?|console\/api\/.+|api\/.+)$/ },
  sandbox: { health: '/health', known: /^\/health$/ },
  'plugin-daemon': { health: '/health/check', known: /^\/(health\/check\/?|metrics\/?)$/ },
  // Anything else may be a page or a 404; these are certainly not pages.
  web: { health: '/apps', known: /^(?!\/(health|ready|live|status|ping|api|v1|console\/api)(z|\/|$))/ },
};
export const probePathUnknown: Rule = {
  id: 'probe-path-unknown',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: 'HTTP probes use a path that the component serves',
  rationale:
    'The response is 404: with a readiness probe the pod never gets traffic, with a liveness or startup probe it is restarted in a loop.',
  remediation: 'Use /health for API and sandbox, /health/check for the plugin daemon and /apps for the web server.',
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
      const requested = probe.httpGet && (probe.httpGet.path ?? '/');
      const page = requested?.split('?', 1)[0] ?? '';
      if (!pages || requested === undefined || pages.known.test(page)) continue;
      yield findingAt(placeIn(environment.workload.entry, [...path, 'httpGet', 'path']), {
        message: `${kind} of ${part} requests ${page}`,
        cause: `${part} answers 404 there; its health endpoint is ${pages.health}`,
        remedy: `use ${pages.health}`,
        proof: `GET ${page} → 404`,
      });
    }
  },
};
