import { folderOf, mountsOf } from '../../facts/dify/mounts.ts';
import { findingAt, partIn } from '../../facts/dify/settings.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const squidConfigHidesDirectory: Rule = {
  id: 'squid-config-hides-directory',
  claims: ['SVC-2'],
  severity: 'recommended',
  title: "Squid's settings are mounted as single files, not over /etc/squid",
  rationale:
    'The volume hides the rest of the folder, conf.d with the rule that lets clients in among it, and nothing can be written there: an entrypoint that renders squid.conf from a template ends with "Read-only file system".',
  remediation: 'Mount the one file with subPath: mountPath /etc/squid/squid.conf, subPath squid.conf.',
  source: 'Dify docker/ssrf_proxy/docker-entrypoint.sh; Kubernetes, "Volumes": subPath',
  *find(input) {
    const environment = partIn(input, 'ssrf-proxy');
    for (const mount of environment ? mountsOf(environment) : []) {
      if (!environment || folderOf(mount) !== '/etc/squid' || mount.mount.subPath) continue;
      const { configMap, secret } = mount.volume ?? {};
      if (!configMap && !secret && !mount.mount.readOnly) continue;
      yield findingAt(placeIn(environment.workload.entry, [...mount.path, 'mountPath']), {
        message: 'a read-only volume hides the whole of /etc/squid',
        cause: 'a ConfigMap was mounted as a folder',
        remedy: 'mount squid.conf alone: mountPath: /etc/squid/squid.conf, subPath: squid.conf',
      });
    }
  },
};
