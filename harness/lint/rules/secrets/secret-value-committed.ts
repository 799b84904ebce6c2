import { isSymbolic } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type SecretValue, secretValues } from '../../facts/secrets/known-secrets.ts';
import { isCommon, isPublic } from '../../facts/secrets/public-values.ts';
import { writtenIn } from '../../facts/secrets/written.ts';
import type { Rule } from '../../rule.ts';

export const secretValueCommitted: Rule = {
  id: 'secret-value-committed',
  claims: ['SEC-1'],
  severity: 'recommended',
  title: 'The manifests contain no real secrets; values are filled in at deploy time',
  rationale:
    'A Secret in a file hides nothing, because Base64 is not encryption. Anyone who can read the directory or its Git history has the value.',
  remediation:
    'Use ${NAME}, keep the value outside the directory (secrets.env, or a sealed-secrets tool), and rotate it.',
  source: 'Deployment description 10.2; Kubernetes, "Good practices for Kubernetes Secrets"',
  together: 'object',
  *find(input) {
    for (const secret of committed(input)) {
      yield {
        kind: 'finding',
        at: secret.at(),
        message: `the file contains the value of ${secret.key}`,
        cause: 'the Secret was exported from a cluster or filled in by hand',
        remedy: `use \${${secret.key.replaceAll(/\W/g, '_')}}, and rotate the value, because this one is exposed`,
      };
    }
  },
};

/** Maximum length of INIT_PASSWORD; longer ones have their own rule. */
const LONGEST_INIT_PASSWORD = 30;

/** Well-known and weak values have their own rules: there the value itself must change. */
function committed(input: LintInput): SecretValue[] {
  return secretValues(input).filter(({ source, key, value }) => {
    const written = writtenIn(source, key);
    if (isSymbolic(written ?? value) || isPublic(value) || isCommon(value)) return false;
    return !(key === 'INIT_PASSWORD' && value.length > LONGEST_INIT_PASSWORD);
  });
}
