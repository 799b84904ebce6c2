import { directoryOf, mountsOf } from '../../facts/dify/mounts.ts';
import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const squidConfigHidesDirectory: Rule = {
  id: 'squid-config-hides-directory',
  claims: ['SVC-2'],
  severity: 'recommended',
  title: 'Squid config files are mounted individually, not over /etc/squid',
  rationale:
    'The volume hides the rest of the directory, including conf.d with the rule that allows clients, and is read-only: an entrypoint that renders squid.conf from a template fails with "Read-only file system".',
  remediation: 'Mount the single file with subPath: mountPath /etc/squid/squid.conf, subPath squid.conf.',
  source: 'Dify docker/ssrf_proxy/docker-entrypoint.sh; Kubernetes, "Volumes": subPath',
  needs: 'ssrf-proxy',
  *find(input) {
    for (const environment of partsIn(input, 'ssrf-proxy')) {
      for (const mount of mountsOf(environment)) {
        if (directoryOf(mount) !== '/etc/squid' || mount.mount.subPath) continue;
        const { configMap, secret } = mount.volume ?? {};
        if (!configMap && !secret && !mount.mount.readOnly) continue;
        yield findingAt(placeIn(environment.workload.entry, [...mount.path, 'mountPath']), {
          message: 'a read-only volume hides all of /etc/squid',
          cause: 'a ConfigMap was mounted as a directory',
          remedy: 'mount only squid.conf: mountPath: /etc/squid/squid.conf, subPath: squid.conf',
        });
      }
    }
  },
};
