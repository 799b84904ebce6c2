import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** The effect of a value that is 0 or not a number. */
const EFFECTS = new Map([
  ['MAX_WORKERS', 'it is read as 0, so every run hangs'],
  ['MAX_REQUESTS', 'it is read as 0, so every run is rejected with 503'],
  ['WORKER_TIMEOUT', 'it is ignored, so runs are stopped after 5 s'],
  ['SANDBOX_PORT', 'it is read as 0, so the sandbox listens on a random port'],
]);
export const sandboxNumberInvalid: Rule = {
  id: 'sandbox-number-invalid',
  claims: ['ENV-2', 'ENV-3'],
  severity: 'mandatory',
  title: 'Numeric settings of the sandbox are positive integers without a unit',
  rationale: 'The sandbox reports no error: it uses 0 or a default, and code runs hang, are rejected or are cut off.',
  remediation: 'Write only digits, in quotes: WORKER_TIMEOUT: "15" (seconds).',
  source: 'dify-sandbox internal/static/config.go (Atoi, errors ignored)',
  needs: 'sandbox',
  *find(input) {
    for (const { variables } of partsIn(input, 'sandbox')) {
      for (const [name, effect] of EFFECTS) {
        const variable = variables.get(name);
        const text = variable?.value;
        if (!variable || !text || isSymbolic(text) || (/^\+?\d+$/.test(text) && Number(text) > 0)) continue;
        yield findingAt(variable.definedAt, {
          message: `${name} is "${text}"`,
          cause: effect,
          remedy: `use ${/[1-9]\d*/.exec(text)?.[0] ?? 'a number above 0'}`,
        });
      }
    }
  },
};
