import { deploymentText, documents, objectText } from '../../example-text.ts';
import { type Exposure, exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Outcome, Rule } from '../../rule.ts';

const api = (kind: string, reference: string, field: string): string =>
  documents(
    objectText('v1', kind, 'dify-settings', `${field}: { MILVUS_PASSWORD: "\${MILVUS_PASSWORD}" }`),
    deploymentText('dify-api', { container: `envFrom: [{ ${reference}: { name: dify-settings } }]` }),
  );

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
  examples: {
    bad: { manifests: api('ConfigMap', 'configMapRef', 'data') },
    good: { manifests: api('Secret', 'secretRef', 'stringData') },
  },
  mutation: [
    {
      file: 'manifests/dify/11-secret.yaml',
      replace: '  MILVUS_PASSWORD: ${MILVUS_PASSWORD}\n',
      by: '',
    },
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  MILVUS_USER: root\n',
      by: '  MILVUS_USER: root\n  MILVUS_PASSWORD: ${MILVUS_PASSWORD}\n',
    },
  ],
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
