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
  title: 'The manifests hold no real secret: values are filled in at deploy time',
  rationale:
    'A Secret hides nothing in a file: Base64 is no encryption. Whoever can read the folder or its history has the value, for as long as the history is kept.',
  remediation:
    'Write ${NAME}, keep the value outside of the folder (secrets.env, or a tool for sealed secrets), and change it.',
  source: 'Deployment description 10.2; Kubernetes, "Good practices for Kubernetes Secrets"',
  *find(input) {
    for (const secret of committed(input)) {
      yield {
        kind: 'finding',
        at: secret.at(),
        message: `the value of ${secret.key} is written in the file`,
        cause: 'the Secret was exported from a cluster, or filled in by hand',
        remedy: `write \${${secret.key.replaceAll(/\W/g, '_')}}, and change the value: this one has been read`,
      };
    }
  },
};

/** INIT_PASSWORD's longest; one that is longer has a rule of its own. */
const LONGEST_INIT_PASSWORD = 30;

/** Values that anybody knows have rules of their own: there it is the value that must change. */
function committed(input: LintInput): SecretValue[] {
  return secretValues(input).filter(({ source, key, value }) => {
    const written = writtenIn(source, key);
    if (isSymbolic(written ?? value) || isPublic(value) || isCommon(value)) return false;
    return !(key === 'INIT_PASSWORD' && value.length > LONGEST_INIT_PASSWORD);
  });
}
