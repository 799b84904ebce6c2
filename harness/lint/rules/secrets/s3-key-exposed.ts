import { deploymentText, documents, objectText } from '../../example-text.ts';
import { exposuresOf } from '../../facts/secrets/exposures.ts';
import type { Rule } from '../../rule.ts';

const api = (kind: string, reference: string, field: string): string =>
  documents(
    objectText(
      'v1',
      kind,
      'dify-s3',
      `${field}: { S3_ACCESS_KEY: "\${S3_ACCESS_KEY}", S3_SECRET_KEY: "\${S3_SECRET_KEY}" }`,
    ),
    deploymentText('dify-api', { container: `envFrom: [{ ${reference}: { name: dify-s3 } }]` }),
  );

export const s3KeyExposed: Rule = {
  id: 's3-key-exposed',
  claims: ['SEC-2', 'SEC-1'],
  severity: 'mandatory',
  title: 'S3_ACCESS_KEY and S3_SECRET_KEY are in a Secret',
  rationale: 'The pair opens the bucket with all uploaded files and with the private keys of the tenants.',
  remediation: 'Move both keys to a Secret, refer to that, and have new ones made: the old ones were readable.',
  source: 'Deployment description 8, 10.4',
  examples: {
    bad: { manifests: api('ConfigMap', 'configMapRef', 'data') },
    good: { manifests: api('Secret', 'secretRef', 'stringData') },
  },
  mutation: [
    { file: 'manifests/dify/11-secret.yaml', replace: '  S3_ACCESS_KEY: ${S3_ACCESS_KEY}\n', by: '' },
    {
      file: 'manifests/dify/10-configmap.yaml',
      replace: '  S3_BUCKET_NAME: dify\n',
      by: '  S3_BUCKET_NAME: dify\n  S3_ACCESS_KEY: ${S3_ACCESS_KEY}\n',
    },
  ],
  *find(input) {
    for (const { name, at, where } of exposuresOf(input)) {
      if (name !== 'S3_ACCESS_KEY' && name !== 'S3_SECRET_KEY') continue;
      yield {
        kind: 'finding',
        at,
        message: `${name} is in ${where}`,
        cause: 'it stands with the other settings of S3',
        remedy: 'move it to a Secret, beside the other key; have a new pair made',
      };
    }
  },
};
