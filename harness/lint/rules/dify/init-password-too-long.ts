import { findingAt, partIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** The API refuses a longer one before it compares (Dify api/controllers/console/init_validate.py). */
const LONGEST = 30;

export const initPasswordTooLong: Rule = {
  id: 'init-password-too-long',
  claims: ['ENV-3'],
  severity: 'mandatory',
  title: 'INIT_PASSWORD is not longer than 30 characters',
  rationale: "A longer one can be set but never entered: the first administrator can't be made, and nobody can log in.",
  remediation: 'Make a shorter one: `openssl rand -hex 12` gives 24 characters.',
  source: 'Deployment description 8; Dify api/controllers/console/init_validate.py: at most 30 characters',
  *find(input) {
    const variable = partIn(input, 'api')?.variables.get('INIT_PASSWORD');
    if (!variable?.value) return;
    // What is filled in when deploying adds to the length of the rest.
    const known = variable.value.replaceAll(/\$\{\w+\}/g, '');
    if ([...known].length > LONGEST) {
      yield findingAt(variable.definedAt, {
        message: `INIT_PASSWORD has more than ${LONGEST} characters, and Dify takes no more`,
        cause: 'it was probably made like the other keys, which may have any length',
        remedy: 'make one with `openssl rand -hex 12`',
      });
    } else if (known !== variable.value) {
      yield { kind: 'not-evaluated', message: 'INIT_PASSWORD is filled in when deploying', at: variable.definedAt };
    }
  },
};
