import { findingAt, isAbsent, partsIn, plainText } from '../../facts/dify/settings.ts';
import { isRequired } from '../../facts/environment/required-variables.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import { placeIn, type Rule } from '../../rule.ts';

const ALWAYS = [
  ...['SERVER_KEY', 'DIFY_INNER_API_URL', 'DIFY_INNER_API_KEY'],
  ...['DB_HOST', 'DB_PORT', 'DB_USERNAME', 'DB_PASSWORD', 'DB_DATABASE'],
];
export const pluginDaemonSettingMissing: Rule = {
  id: 'plugin-daemon-setting-missing',
  claims: ['ENV-1', 'DEP-2'],
  severity: 'mandatory',
  title: 'The plugin daemon has every setting that it needs to start',
  rationale: 'It exits with code 1 within 0.1 s, logs "invalid configuration" and ends up in CrashLoopBackOff.',
  remediation:
    'Set the variable. Remote debugging can be turned off: with PLUGIN_REMOTE_INSTALLING_ENABLED "false" neither host nor port is needed.',
  source: 'dify-plugin-daemon internal/types/app/config.go: Validate; observed with 0.5.2 and 0.5.3',
  needs: 'plugin-daemon',
  *find(input) {
    for (const daemon of partsIn(input, 'plugin-daemon')) {
      for (const name of neededBy(daemon)) {
        const variable = daemon.variables.get(name);
        // required-variable-missing covers the variables that are known to get forgotten.
        if (!isAbsent(input, daemon, name) || (!variable && isRequired('plugin-daemon', name))) continue;
        yield findingAt(variable?.definedAt ?? placeIn(daemon.workload.entry, daemon.placed.path), {
          message: `the plugin daemon has no ${name}`,
          cause: variable ? 'it is set but empty' : 'it has no default',
          remedy: `set ${name}`,
        });
      }
    }
  },
};

function neededBy(daemon: ContainerEnvironment): string[] {
  const isLocal = (plainText(daemon, 'PLATFORM') ?? 'local') === 'local';
  const isDebugged = !/^(0|f|false)$/i.test(plainText(daemon, 'PLUGIN_REMOTE_INSTALLING_ENABLED') ?? 'true');
  return [
    ...ALWAYS,
    ...(isLocal ? ['PLUGIN_WORKING_PATH'] : []),
    ...(isDebugged ? ['PLUGIN_REMOTE_INSTALLING_HOST', 'PLUGIN_REMOTE_INSTALLING_PORT'] : []),
  ];
}
