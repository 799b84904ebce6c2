import { sandboxSettings } from '../../facts/dify/sandbox-config.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** What Go's strconv.ParseBool accepts as true; the sandbox treats everything else as false. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
export const sandboxNetworkDisabled: Rule = {
  id: 'sandbox-network-disabled',
  claims: ['SVC-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'The sandbox gives user code network access',
  rationale:
    'Dify requests it for every run. If it is disabled, the sandbox answers "network is disabled, please enable it in the configuration" and every code node fails while the health check passes.',
  remediation: 'Set ENABLE_NETWORK to "true"; restrict network access with the SSRF proxy and a NetworkPolicy.',
  source:
    'dify-sandbox internal/static/config.go (ParseBool); Dify api/core/helper/code_executor: enable_network is always true',
  needs: 'sandbox',
  *find(input) {
    for (const setting of sandboxSettings(input, 'ENABLE_NETWORK', 'enable_network')) {
      const text = String(setting.value);
      if (TRUE.has(text) || isSymbolic(text)) continue;
      yield findingAt(setting.at, {
        message: `${setting.from === 'variable' ? 'ENABLE_NETWORK' : 'enable_network'} is "${text}"`,
        cause: /^(0|f|false)$/i.test(text)
          ? 'it was meant to keep user code off the network'
          : 'the sandbox only accepts true and false, and treats everything else as false',
        remedy: 'set it to "true"',
      });
    }
  },
};
