import { API_AND_WORKER, whole } from '../../facts/environment/external.ts';
import { judgeFacts } from '../../facts/environment/judge-facts.ts';
import type { Rule } from '../../rule.ts';

export const storageType: Rule = {
  id: 'storage-type',
  claims: ['STO-1', 'ENV-2'],
  severity: 'mandatory',
  title: 'Files are stored in S3 on both sides, not in a container',
  rationale:
    'With local storage, each pod has its own files: an upload to one replica is missing in the others and in the worker, and is lost with the pod, along with the tenant’s private key.',
  remediation: 'Set STORAGE_TYPE to s3 for API and worker, in Compose and in Kubernetes.',
  source: 'Deployment description 7, 10.4; Dify, docker/.env.example (STORAGE_TYPE)',
  needs: 'config',
  *find(input) {
    if (!input.expected.external?.s3) return;
    yield* judgeFacts(input, [whole('STORAGE_TYPE', API_AND_WORKER, 'external.s3', 's3')]);
  },
};
