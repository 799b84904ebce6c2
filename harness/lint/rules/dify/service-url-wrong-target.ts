import type { PartName } from '../../../core/config/index.ts';
import { findingAt, isSeen, rolesOf } from '../../facts/dify/settings.ts';
import { urlOf } from '../../facts/environment/addresses.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import { PARTS } from '../../facts/input/expectations.ts';
import type { Rule } from '../../rule.ts';

const BACKEND = {
  CODE_EXECUTION_ENDPOINT: 'sandbox',
  PLUGIN_DAEMON_URL: 'plugin-daemon',
  SSRF_PROXY_HTTP_URL: 'ssrf-proxy',
  SSRF_PROXY_HTTPS_URL: 'ssrf-proxy',
  SSRF_PROXY_ALL_URL: 'ssrf-proxy',
  INTERNAL_FILES_URL: 'api',
} as const satisfies Record<string, PartName>;

/** Addresses through which the parts call each other: part → variable → intended target. */
const MEANT: Readonly<Partial<Record<PartName, Readonly<Record<string, PartName>>>>> = {
  api: BACKEND,
  worker: BACKEND,
  sandbox: { HTTP_PROXY: 'ssrf-proxy', HTTPS_PROXY: 'ssrf-proxy' },
  'plugin-daemon': { DIFY_INNER_API_URL: 'api' },
};
export const serviceUrlWrongTarget: Rule = {
  id: 'service-url-wrong-target',
  claims: ['SVC-2'],
  severity: 'mandatory',
  title: 'Every internal service URL points to the right component',
  rationale: 'The call reaches an existing but wrong service: 404, 401 or a closed connection on first use.',
  remediation: 'Use the Service and port of the component that the variable is for.',
  source: 'Deployment description 2 and 10.5; Dify docker/docker-compose.yaml',
  *find(input) {
    const names = serviceNames(input);
    const seen = new Set<string>();
    const all = [...rolesOf(input).parts].flatMap(([part, found]) => found.map((one) => [part, one] as const));
    for (const [part, { workload, variables }] of all) {
      const { namespace } = workload.entry.object.metadata;
      for (const [name, meant] of Object.entries(MEANT[part] ?? {})) {
        const variable = variables.get(name);
        const host = urlOf(variable?.value ?? '')?.host;
        const there = host === undefined ? undefined : names.meantBy(host, namespace);
        // A Service that belongs to no part may be a custom proxy in front of the right one.
        const actual = there?.there && PARTS.find((other) => input.expected.parts[other].service === there.name);
        if (!variable || !actual || actual === meant || isSeen(seen, variable.definedAt)) continue;
        const { service, port } = input.expected.parts[meant];
        yield findingAt(variable.definedAt, {
          message: `${name} points to the Service of ${actual} instead of ${meant}`,
          cause: 'the address was copied from another variable',
          remedy: `use http://${service}.${namespace ?? 'default'}.svc.cluster.local:${port}`,
        });
      }
    }
  },
};
