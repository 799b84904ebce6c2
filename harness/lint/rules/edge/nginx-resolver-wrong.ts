import { nginxFiles, type PlacedDirective } from '../../facts/dify/nginx-files.ts';
import { nginxServers } from '../../facts/dify/nginx-routes.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const nginxResolverWrong: Rule = {
  id: 'nginx-resolver-wrong',
  claims: ['NET-2', 'SVC-3'],
  severity: 'mandatory',
  title: "No nginx asks Docker's name server",
  rationale:
    '127.0.0.11 is the name server inside Docker networks; in a pod nobody answers there. Each request to an address in a variable ends after the time-out of the resolver with 502.',
  remediation: 'Remove the resolver and write the addresses without variables, or name the DNS Service of the cluster.',
  source:
    'nginx, ngx_http_core_module: resolver; Dify docker/nginx/conf.d/default.conf.template (resolver 127.0.0.11 since 1.14)',
  *find(input) {
    for (const { environment, directives } of nginxFiles(input)) {
      const resolver = flat(directives).find(
        ({ name, args }) => name === 'resolver' && args[0]?.startsWith('127.0.0.11'),
      );
      if (!resolver) continue;
      const targets = nginxServers(input)
        .filter(({ nginx }) => nginx.environment === environment)
        .flatMap(({ locations }) => locations.flatMap((location) => location.targets));
      const isUsed = targets.some(({ isVariable }) => isVariable);
      yield findingAt(resolver.at, {
        message: `${nameIn(environment)} asks 127.0.0.11 for names, the name server of Docker`,
        cause: `line ${resolver.line} was copied from Compose; ${isUsed ? 'an address in a variable is resolved there at each request' : 'no address is in a variable yet, so that nginx only asks the name server of the pod'}`,
        remedy: isUsed
          ? 'use kube-dns.kube-system.svc.cluster.local and full names (NAME.NAMESPACE.svc.cluster.local), or no variables'
          : 'remove the line',
        ...(isUsed ? {} : { severity: 'recommended' as const }),
      });
    }
  },
};

const flat = (directives: readonly PlacedDirective[]): PlacedDirective[] =>
  directives.flatMap((one) => [one, ...flat(one.block ?? [])]);
