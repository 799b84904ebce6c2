import { KEY_PAIRS, keysThatDiffer } from '../../facts/dify/key-pairs.ts';
import type { Rule } from '../../rule.ts';

export const sandboxKeyDiffers: Rule = {
  id: 'sandbox-key-differs',
  claims: ['SEC-4', 'SVC-2'],
  severity: 'mandatory',
  title: 'API and worker send the key that the sandbox expects',
  rationale: 'The sandbox answers 401 with an empty body: every code node fails while its health check passes.',
  remediation: 'Set CODE_EXECUTION_API_KEY (API, worker) and API_KEY (sandbox) from the same key of the same Secret.',
  source: "Deployment description 10.2; Dify docker-compose.yaml: CODE_EXECUTION_API_KEY and the sandbox's API_KEY",
  needs: ['sandbox', 'api'],
  find: (input) => keysThatDiffer(input, KEY_PAIRS.sandbox),
};
