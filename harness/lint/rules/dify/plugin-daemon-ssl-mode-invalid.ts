import { findingAt, partIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const KNOWN = ['disable', 'require'];
export const pluginDaemonSslModeInvalid: Rule = {
  id: 'plugin-daemon-ssl-mode-invalid',
  claims: ['EXT-1', 'DEP-2'],
  severity: 'mandatory',
  title: 'DB_SSL_MODE of the plugin daemon is disable or require',
  rationale:
    'PostgreSQL knows more modes, the daemon does not: with any other it ends with exit code 1, and is started again forever.',
  remediation: 'Write disable, or require where PostgreSQL speaks TLS.',
  source: 'dify-plugin-daemon internal/types/app/config.go: oneof=disable require',
  *find(input) {
    const environment = partIn(input, 'plugin-daemon');
    const mode = plainText(environment, 'DB_SSL_MODE');
    const variable = environment?.variables.get('DB_SSL_MODE');
    if (!variable || mode === undefined || KNOWN.includes(mode)) return;
    yield findingAt(variable.definedAt, {
      message: `the plugin daemon does not know DB_SSL_MODE "${mode}"`,
      cause: `it knows ${KNOWN.join(' and ')} only`,
      remedy: 'write disable, or require where PostgreSQL speaks TLS',
    });
  },
};
