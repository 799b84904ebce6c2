import { gte } from 'semver';
import { fileDirectory, mountOf } from '../../facts/dify/file-storage.ts';
import { mountsOf } from '../../facts/dify/mounts.ts';
import { mayWrite, rightsOf } from '../../facts/dify/security.ts';
import { findingAt, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { neededVersion, versionOf } from '../../facts/dify/versions.ts';
import { placeIn, type Rule } from '../../rule.ts';

/** User of Dify's API image since 1.10.1. */
const USER = 1001;
export const volumeFsgroupMissing: Rule = {
  id: 'volume-fsgroup-missing',
  claims: ['STO-2'],
  severity: 'recommended',
  title: 'Volumes of API and worker are writable for the user that Dify runs as',
  rationale: `Since 1.10.1 the image runs as user ${USER}, but most volumes belong to root: the first administrator can't be created ("Setup failed: … permission denied") and uploads fail.`,
  remediation: `Set fsGroup: ${USER} in the pod's securityContext.`,
  source:
    'Dify api/Dockerfile (user 1001 since 1.10.1); docker-compose.yaml: init_permissions; Kubernetes, "Configure a Security Context"',
  needs: 'version',
  *find(input) {
    for (const { environment } of rolesOf(input).backends) {
      if (!gte(versionOf(environment) ?? neededVersion(input), '1.10.1') || mayWrite(environment)) continue;
      const directory = fileDirectory(input, environment);
      const files = directory === undefined ? undefined : mountOf(environment, directory)?.mount;
      for (const { mount, volume, path } of mountsOf(environment)) {
        if (!volume?.persistentVolumeClaim || mount.readOnly) continue;
        yield findingAt(placeIn(environment.workload.entry, path), {
          message: `${nameIn(environment)} runs as user ${rightsOf(environment).user ?? USER} and mounts a writable PersistentVolumeClaim without fsGroup`,
          cause: 'most new volumes belong to root',
          remedy: `set fsGroup: ${USER} in the pod's securityContext`,
          // The keys of the first workspace are written there: without them the set-up fails.
          ...(mount === files ? { severity: 'mandatory' as const } : {}),
        });
      }
    }
  },
};
