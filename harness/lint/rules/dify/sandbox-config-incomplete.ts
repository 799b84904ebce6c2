import { sandboxFile, valueAt } from '../../facts/dify/sandbox-config.ts';
import { findingAt, isAbsent, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** Keys without a default in the program, the variable that stands in, and what happens without. */
const NEEDED = [
  ['app.port', 'SANDBOX_PORT', 'listens on a random port'],
  ['app.key', 'API_KEY', 'compares with an empty key'],
  ['max_workers', 'MAX_WORKERS', 'lets each run hang'],
  ['max_requests', 'MAX_REQUESTS', 'refuses each run with 503'],
  ['enable_network', 'ENABLE_NETWORK', 'fails each run: Dify asks for a network'],
] as const;
export const sandboxConfigIncomplete: Rule = {
  id: 'sandbox-config-incomplete',
  claims: ['SVC-2', 'ENV-1'],
  severity: 'mandatory',
  title: 'A config.yaml that is mounted into the sandbox has all that the program needs',
  rationale:
    "The mounted file replaces the image's own, whole. What it lacks counts as 0, empty or false, without a word in the log.",
  remediation: "Add the keys, as in conf/config.yaml of the sandbox's own repository, or set the variables.",
  source: 'dify-sandbox internal/static/config.go, conf/config.yaml',
  *find(input) {
    const sandbox = partIn(input, 'sandbox');
    const file = sandboxFile(input);
    if (!sandbox || !file) return;
    for (const [key, variable, effect] of NEEDED) {
      if (!isAbsent(input, sandbox, variable) || (valueAt(file.values, key) ?? null) !== null) continue;
      yield findingAt(file.at, {
        message: `the mounted config.yaml has no ${key}, and there is no ${variable}`,
        cause: `then the sandbox ${effect}`,
        remedy: `add ${key}, or set ${variable}`,
      });
    }
  },
};
