import { findingAt, partsIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const KNOWN = ['disable', 'require'];
export const pluginDaemonSslModeInvalid: Rule = {
  id: 'plugin-daemon-ssl-mode-invalid',
  claims: ['EXT-1', 'DEP-2'],
  severity: 'mandatory',
  title: 'DB_SSL_MODE of the plugin daemon is disable or require',
  rationale:
    'PostgreSQL has more modes, but the daemon accepts only these two: with any other it exits with code 1 and ends up in CrashLoopBackOff.',
  remediation: 'Use disable, or require if PostgreSQL uses TLS.',
  source: 'dify-plugin-daemon internal/types/app/config.go: oneof=disable require',
  needs: 'plugin-daemon',
  *find(input) {
    for (const environment of partsIn(input, 'plugin-daemon')) {
      const mode = plainText(environment, 'DB_SSL_MODE');
      const variable = environment.variables.get('DB_SSL_MODE');
      if (!variable || mode === undefined || KNOWN.includes(mode)) continue;
      yield findingAt(variable.definedAt, {
        message: `the plugin daemon does not support DB_SSL_MODE "${mode}"`,
        cause: `it only supports ${KNOWN.join(' and ')}`,
        remedy: 'use disable, or require if PostgreSQL uses TLS',
      });
    }
  },
};
