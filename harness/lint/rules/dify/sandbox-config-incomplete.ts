import { sandboxFile, valueAt } from '../../facts/dify/sandbox-config.ts';
import { findingAt, isAbsent, partsIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** Keys without a built-in default, the variable that sets the same, and the effect if both are missing. */
const NEEDED = [
  ['app.port', 'SANDBOX_PORT', 'listens on a random port'],
  ['app.key', 'API_KEY', 'expects an empty key'],
  ['max_workers', 'MAX_WORKERS', 'hangs on every run'],
  ['max_requests', 'MAX_REQUESTS', 'rejects every run with 503'],
  ['enable_network', 'ENABLE_NETWORK', 'fails every run, because Dify always requests network access'],
] as const;
export const sandboxConfigIncomplete: Rule = {
  id: 'sandbox-config-incomplete',
  claims: ['SVC-2', 'ENV-1'],
  severity: 'mandatory',
  title: 'A config.yaml mounted into the sandbox has all required keys',
  rationale:
    "The mounted file replaces the image's own file completely. Missing keys silently become 0, empty or false.",
  remediation: 'Add the keys, as in conf/config.yaml of the dify-sandbox repository, or set the variables.',
  source: 'dify-sandbox internal/static/config.go, conf/config.yaml',
  needs: 'sandbox',
  *find(input) {
    for (const sandbox of partsIn(input, 'sandbox')) {
      const file = sandboxFile(input, sandbox);
      if (!file) continue;
      for (const [key, variable, effect] of NEEDED) {
        if (!isAbsent(input, sandbox, variable) || (valueAt(file.values, key) ?? null) !== null) continue;
        yield findingAt(file.at, {
          message: `the mounted config.yaml has no ${key}, and ${variable} is not set`,
          cause: `without it the sandbox ${effect}`,
          remedy: `add ${key}, or set ${variable}`,
        });
      }
    }
  },
};
