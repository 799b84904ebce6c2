import { findingAt, partsIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const pluginDaemonDatabaseNameInvalid: Rule = {
  id: 'plugin-daemon-database-name-invalid',
  claims: ['EXT-1', 'DEP-2'],
  severity: 'mandatory',
  title: "The plugin daemon's database name is a valid unquoted SQL identifier",
  rationale:
    'The daemon creates its own database and does not quote the name: a hyphen causes a syntax error (42601) and a CrashLoopBackOff.',
  remediation: 'Use letters, digits and "_": dify_plugin. An existing database with such a name still works.',
  source: 'dify-plugin-daemon 0.5.3, started with a hyphen in DB_DATABASE',
  needs: 'plugin-daemon',
  *find(input) {
    for (const environment of partsIn(input, 'plugin-daemon')) {
      const name = plainText(environment, 'DB_DATABASE');
      const variable = environment.variables.get('DB_DATABASE');
      if (!variable || name === undefined || /^[A-Za-z_]\w*$/.test(name)) continue;
      yield findingAt(variable.definedAt, {
        message: `the plugin daemon can't create a database "${name}"`,
        cause: 'it uses the name in SQL without quoting it',
        remedy: `use ${name.replaceAll(/\W/g, '_')}`,
      });
    }
  },
};
