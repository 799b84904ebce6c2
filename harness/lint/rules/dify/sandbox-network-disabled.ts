import { sandboxSetting } from '../../facts/dify/sandbox-config.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** What Go's strconv.ParseBool takes for true; the sandbox counts everything else as false. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
export const sandboxNetworkDisabled: Rule = {
  id: 'sandbox-network-disabled',
  claims: ['SVC-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'The sandbox gives user code a network',
  rationale:
    'Dify asks for it with each run. Without, the sandbox answers "network is disabled, please enable it in the configuration": every code node fails, under a green health page.',
  remediation: 'Set ENABLE_NETWORK to "true"; keep code from the network with the SSRF proxy and a NetworkPolicy.',
  source:
    'dify-sandbox internal/static/config.go (ParseBool); Dify api/core/helper/code_executor: enable_network is always true',
  *find(input) {
    const setting = sandboxSetting(input, 'ENABLE_NETWORK', 'enable_network');
    const text = String(setting?.value);
    if (!setting || TRUE.has(text) || isSymbolic(text)) return;
    yield findingAt(setting.at, {
      message: `${setting.from === 'variable' ? 'ENABLE_NETWORK' : 'enable_network'} is "${text}"`,
      cause: /^(0|f|false)$/i.test(text)
        ? 'it was meant to keep code from the network'
        : 'the sandbox knows true and false only, and takes all else for false',
      remedy: 'write "true"',
    });
  },
};
