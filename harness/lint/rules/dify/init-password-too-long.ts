import { findingAt, partsIn } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

/** The API rejects a longer one before comparing it (Dify api/controllers/console/init_validate.py). */
const LONGEST = 30;

export const initPasswordTooLong: Rule = {
  id: 'init-password-too-long',
  claims: ['ENV-3'],
  severity: 'mandatory',
  title: 'INIT_PASSWORD is not longer than 30 characters',
  rationale: "A longer one can be set but not entered: the first administrator can't be created and no one can log in.",
  remediation: 'Generate a shorter one: `openssl rand -hex 12` gives 24 characters.',
  source: 'Deployment description 8; Dify api/controllers/console/init_validate.py: at most 30 characters',
  needs: 'api',
  *find(input) {
    for (const { variables } of partsIn(input, 'api')) {
      const variable = variables.get('INIT_PASSWORD');
      if (!variable?.value) continue;
      // What is filled in at deploy time adds to the length of the rest.
      const known = variable.value.replaceAll(/\$\{\w+\}/g, '');
      if ([...known].length > LONGEST) {
        yield findingAt(variable.definedAt, {
          message: `INIT_PASSWORD has more than ${LONGEST} characters, which is the most that Dify accepts`,
          cause: 'it was probably generated like the other keys, which may have any length',
          remedy: 'generate one with `openssl rand -hex 12`',
        });
      } else if (known !== variable.value) {
        yield { kind: 'not-evaluated', message: 'INIT_PASSWORD is filled in at deploy time', at: variable.definedAt };
      }
    }
  },
};
