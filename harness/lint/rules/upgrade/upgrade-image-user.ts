import { mountsOf } from '../../facts/dify/mounts.ts';
import { mayWrite } from '../../facts/dify/security.ts';
import { findingAt, nameIn, rolesOf } from '../../facts/dify/settings.ts';
import { differencesOf } from '../../facts/upgrade/upgrade.ts';
import { placeIn, type Rule } from '../../rule.ts';

export const upgradeImageUser: Rule = {
  id: 'upgrade-image-user',
  claims: ['STO-2'],
  severity: 'mandatory',
  needs: 'target',
  title: 'Volumes stay writable for the user of the image in the target release',
  rationale:
    'Files that root wrote belong to root. An image that runs as another user cannot change them: uploads fail with "permission denied".',
  remediation: "Set fsGroup in the pod's securityContext, or change the owner once before the upgrade.",
  source: 'Dify api/Dockerfile of both releases (harness/releases/data)',
  *find(input) {
    yield* differencesOf(input, ['user'], function* ({ name, from = '', to: user = '' }, { to }) {
      // Root may write everywhere.
      if (name !== 'api' || user === 'root') return;
      for (const { environment } of rolesOf(input).backends) {
        if (mayWrite(environment)) continue;
        for (const { mount, volume, path } of mountsOf(environment)) {
          if (!volume?.persistentVolumeClaim || mount.readOnly) continue;
          yield findingAt(placeIn(environment.workload.entry, path), {
            message: `${nameIn(environment)} runs as user ${user} in Dify ${to.version} (${from} before) and mounts a writable PersistentVolumeClaim without fsGroup`,
            cause: `what ${from} wrote there belongs to ${from}`,
            remedy: `set fsGroup: ${user} in the pod's securityContext`,
          });
        }
      }
    });
  },
};
