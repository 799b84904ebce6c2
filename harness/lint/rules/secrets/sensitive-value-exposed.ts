import { whyNobodyReads } from '../../facts/environment/unread-places.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { type Exposure, exposuresOf } from '../../facts/secrets/exposures.ts';
import { isPublic } from '../../facts/secrets/public-values.ts';
import type { Outcome, Rule } from '../../rule.ts';

/** These have their own rules. */
const ELSEWHERE: readonly string[] = ['INIT_PASSWORD', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];

export const sensitiveValueExposed: Rule = {
  id: 'sensitive-value-exposed',
  claims: ['SEC-1'],
  severity: 'mandatory',
  title: 'SECRET_KEY and every other password, key and token are in a Secret, not in a ConfigMap or literal value',
  rationale:
    'Anyone with read access to the deployment can read a ConfigMap and the env of a Deployment, and dashboards, backups and "kubectl describe" show them. Anyone who has SECRET_KEY can sign a session for any account.',
  remediation:
    'Move the key to a Secret, reference it with secretKeyRef or secretRef, and rotate the value, because it was exposed.',
  source: 'Deployment description 4, 7, 8, 10.2; Kubernetes, "Secrets"; Dify, docker/.env.example',
  together: 'object',
  *find(input) {
    for (const exposure of exposuresOf(input)) {
      if (exposure.by === 'url' || ELSEWHERE.includes(exposure.name) || isInert(input, exposure)) continue;
      yield finding(exposure);
    }
  },
};

/** A default of Dify for something that is not used: it opens nothing. */
const isInert = (input: LintInput, { value, at }: Exposure): boolean =>
  isPublic(value) && whyNobodyReads(input, at.object, at.field) !== undefined;

function finding({ name, at, where, by }: Exposure): Outcome {
  return {
    kind: 'finding',
    at,
    message: by === 'name' ? `${name} is in ${where}` : `${name} in ${where} contains what looks like a key or token`,
    cause: 'it was copied from the Compose environment, which keeps all settings together',
    remedy: 'move it to a Secret, reference that, and rotate the value',
  };
}
