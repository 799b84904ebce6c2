import { findingAt, partIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const pluginDaemonDatabaseNameInvalid: Rule = {
  id: 'plugin-daemon-database-name-invalid',
  claims: ['EXT-1', 'DEP-2'],
  severity: 'mandatory',
  title: "The name of the plugin daemon's database needs no quotes in SQL",
  rationale:
    'The daemon makes its database itself and does not quote the name: with a hyphen in it, it ends with a syntax error (42601), and is started again forever.',
  remediation: 'Use letters, digits and "_": dify_plugin. A database of such a name that exists already does no harm.',
  source: 'dify-plugin-daemon 0.5.3, started with a hyphen in DB_DATABASE',
  *find(input) {
    const environment = partIn(input, 'plugin-daemon');
    const name = plainText(environment, 'DB_DATABASE');
    const variable = environment?.variables.get('DB_DATABASE');
    if (!variable || name === undefined || /^[A-Za-z_]\w*$/.test(name)) return;
    yield findingAt(variable.definedAt, {
      message: `the plugin daemon can't create a database "${name}"`,
      cause: 'it writes the name into SQL without quotes',
      remedy: `write ${name.replaceAll(/\W/g, '_')}`,
    });
  },
};
