import { findingAt, partIn } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** What a value that is no number, or 0, leads to. */
const EFFECTS = new Map([
  ['MAX_WORKERS', 'it counts as 0: each run hangs'],
  ['MAX_REQUESTS', 'it counts as 0: each run is refused with 503'],
  ['WORKER_TIMEOUT', 'it is passed over: runs end after 5 s'],
  ['SANDBOX_PORT', 'it counts as 0: the sandbox listens on a random port'],
]);
export const sandboxNumberInvalid: Rule = {
  id: 'sandbox-number-invalid',
  claims: ['ENV-2', 'ENV-3'],
  severity: 'mandatory',
  title: 'Numbers of the sandbox are whole numbers without a unit',
  rationale:
    'The sandbox does not complain: it reads 0, or goes back to a default, and code nodes hang, are refused or are cut off.',
  remediation: 'Write digits alone, in quotes: WORKER_TIMEOUT: "15" (seconds).',
  source: 'dify-sandbox internal/static/config.go (Atoi, errors ignored)',
  *find(input) {
    for (const [name, effect] of EFFECTS) {
      const variable = partIn(input, 'sandbox')?.variables.get(name);
      const text = variable?.value;
      if (!variable || !text || isSymbolic(text) || (/^\+?\d+$/.test(text) && Number(text) > 0)) continue;
      yield findingAt(variable.definedAt, {
        message: `${name} is "${text}"`,
        cause: effect,
        remedy: `write ${/[1-9]\d*/.exec(text)?.[0] ?? 'a number above 0'}`,
      });
    }
  },
};
