import { type Exposure, exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Outcome, Rule } from '../../rule.ts';

/** These have rules of their own. */
const ELSEWHERE: readonly string[] = ['INIT_PASSWORD', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];

export const sensitiveValueExposed: Rule = {
  id: 'sensitive-value-exposed',
  claims: ['SEC-1'],
  severity: 'mandatory',
  title: 'SECRET_KEY and every other password, key and token is in a Secret, not in a ConfigMap or a literal value',
  rationale:
    'A ConfigMap and the env of a Deployment may be read by everybody who may look at the deployment, and dashboards, backups and "kubectl describe" show them. Whoever has SECRET_KEY can sign a session for any account.',
  remediation:
    'Move the key to a Secret, refer to it with secretKeyRef or secretRef, and change the value: it was readable.',
  source: 'Deployment description 4, 7, 8, 10.2; Kubernetes, "Secrets"; Dify, docker/.env.example',
  *find(input) {
    for (const exposure of exposuresOf(input)) {
      if (exposure.by !== 'url' && !ELSEWHERE.includes(exposure.name)) yield finding(exposure);
    }
  },
};

function finding({ name, at, where, by }: Exposure): Outcome {
  return {
    kind: 'finding',
    at,
    message: by === 'name' ? `${name} is in ${where}` : `${name} in ${where} holds a key (its shape says so)`,
    cause: 'it was taken over from the environment of Compose, where all settings stand side by side',
    remedy: 'move it to a Secret and refer to that; change the value too',
  };
}
