import { absolute, mountOf, outlivesPod } from '../../facts/dify/file-storage.ts';
import { directoryOf, mountsOf } from '../../facts/dify/mounts.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const NAME = 'PLUGIN_WORKING_PATH';

export const pluginWorkingPathLost: Rule = {
  id: 'plugin-working-path-lost',
  claims: ['STO-2', 'REP-1'],
  severity: 'recommended',
  title: 'The environments of installed plugins are on the volume, too',
  rationale:
    'The plugin daemon unpacks each plugin into PLUGIN_WORKING_PATH and installs its Python packages there. Beside the volume all of it is lost with the pod: after each restart models and tools answer only when every plugin has been installed again, for minutes, from the network.',
  remediation: 'Set PLUGIN_WORKING_PATH to a directory on the volume: /app/storage/cwd.',
  source:
    'dify-plugin-daemon internal/core/local_runtime: working path, .venv; Dify docker/docker-compose.yaml: PLUGIN_WORKING_PATH /app/storage/cwd on the volume at /app/storage',
  needs: 'plugin-daemon',
  *find(input) {
    for (const { environment, program } of programsOf(input)) {
      const variable = environment.variables.get(NAME);
      const path = absolute(plainText(environment, NAME), '/app');
      const lasting = mountsOf(environment).find(outlivesPod);
      if (program !== 'plugin-daemon' || !variable || !path || !lasting) continue;
      const mount = mountOf(environment, path);
      if (mount && (outlivesPod(mount) || mount.volume === undefined)) continue;
      yield findingAt(variable.definedAt, {
        message: `${NAME} of ${nameIn(environment)} is ${path}, beside the volume at ${directoryOf(lasting)}`,
        cause: mount
          ? `the volume "${mount.mount.name}" there ends with the pod`
          : 'it is a directory of the container',
        remedy: `use ${directoryOf(lasting)}/cwd`,
      });
    }
  },
};
