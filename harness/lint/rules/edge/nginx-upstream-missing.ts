import { closestTo } from '../../../lib/text/index.ts';
import { type NginxServer, nginxServers, type ProxyTarget } from '../../facts/dify/nginx-routes.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { composeNameTest } from '../../facts/environment/address-faults.ts';
import { isIpAddress, isOwnContainer } from '../../facts/environment/addresses.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { existing, type Outcome, type Rule } from '../../rule.ts';

export const nginxUpstreamMissing: Rule = {
  id: 'nginx-upstream-missing',
  claims: ['NET-2', 'SVC-2'],
  severity: 'mandatory',
  title: 'nginx passes requests to Services that exist, on ports that they have',
  rationale:
    'nginx resolves the names when it starts and exits if one is unknown ("host not found in upstream"): then nothing of Dify can be reached. A wrong port is answered with 502 or 504.',
  remediation: 'Use the name and the port of a Service of the set.',
  source:
    'nginx, ngx_http_proxy_module: proxy_pass; ngx_http_upstream_module: server; Kubernetes, "DNS for Services and Pods"',
  *find(input) {
    const said = new Set<string>();
    for (const server of nginxServers(input)) {
      for (const target of server.locations.flatMap(({ targets }) => targets)) {
        const outcome = faultOf(input, server, target);
        const key = `${nameIn(server.nginx.environment)} ${target.host}:${target.port}`;
        if (outcome && !said.has(key)) yield outcome;
        said.add(key);
      }
    }
  },
};

function faultOf(input: LintInput, { nginx }: NginxServer, target: ProxyTarget): Outcome | undefined {
  const { host, port, directive } = target;
  const { namespace = 'default' } = nginx.environment.workload.entry.object.metadata;
  // Compose-hostname-in-file reports names of Compose.
  if (/[${}]/.test(host) || isIpAddress(host) || isOwnContainer(host) || composeNameTest(input)(host, namespace))
    return undefined;
  const names = serviceNames(input);
  const meant = names.meantBy(host, namespace);
  if (!meant || (!meant.there && !names.namespaces.has(meant.namespace) && meant.namespace !== namespace))
    return undefined;
  const line = `line ${directive.line}: ${directive.name} ${directive.args.join(' ')}`;
  if (!meant.there) {
    const close = closestTo(meant.name, names.namesIn(meant.namespace));
    return findingAt(directive.at, {
      message: `${nameIn(nginx.environment)} passes requests to "${host}", but the set has no Service "${meant.name}"`,
      cause: `${line}; ${existing(`Services in namespace ${meant.namespace}`, names.namesIn(meant.namespace))}`,
      remedy: close ? `use ${close}` : 'use the name of a Service of the set',
    });
  }
  const ports = (meant.service?.object.spec?.ports ?? []).map((one) => one.port);
  if (ports.length === 0 || ports.includes(port) || meant.service?.object.spec?.type === 'ExternalName')
    return undefined;
  return findingAt(directive.at, {
    message: `${nameIn(nginx.environment)} passes requests to port ${port} of Service "${meant.name}", which has no such port`,
    cause: `${line}; ${existing('ports', ports.map(String))}`,
    remedy: ports.length === 1 ? `use :${ports[0]}` : 'use one of the ports of the Service',
  });
}
