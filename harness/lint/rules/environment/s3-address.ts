import { portOf, urlOf } from '../../facts/environment/addresses.ts';
import { API_AND_WORKER, type ExternalFact, whole } from '../../facts/environment/external.ts';
import { judgeFacts } from '../../facts/environment/judge-facts.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

export const s3Address: Rule = {
  id: 's3-address',
  claims: ['STO-1', 'ENV-2'],
  severity: 'mandatory',
  title: 'API and worker use the S3 endpoint, region and bucket that Compose and the config name',
  rationale:
    'Dify creates a bucket that does not exist: with a misspelled name everything works, but all files of the old deployment are missing. With a wrong endpoint, API and worker exit at startup.',
  remediation: 'Set S3_ENDPOINT, S3_REGION and S3_BUCKET_NAME to the values of external.s3.',
  source: 'Deployment description 7, 10.4; Dify, api/extensions/storage/aws_s3_storage.py',
  needs: 'config',
  *find(input) {
    const server = input.expected.external?.s3;
    if (!server) return;
    const { host, port, region, bucket } = server;
    const inS3 = (fact: ExternalFact): ExternalFact => ({ ...fact, applies: usesS3 });
    const endpoint = whole('S3_ENDPOINT', API_AND_WORKER, 'external.s3.host', host);
    const facts: ExternalFact[] = [
      { ...endpoint, read: (value) => urlOf(value)?.host, label: 'the host of S3_ENDPOINT' },
      {
        ...endpoint,
        read: portText,
        label: 'the port of S3_ENDPOINT',
        setting: 'external.s3.port',
        promised: () => String(port),
      },
      whole('S3_REGION', API_AND_WORKER, 'external.s3.region', region),
      whole('S3_BUCKET_NAME', API_AND_WORKER, 'external.s3.bucket', bucket),
    ];
    yield* judgeFacts(input, facts.map(inS3));
  },
};

/** Other storage types are reported by storage-type. */
const usesS3 = ({ variables }: ContainerEnvironment): boolean =>
  (variables.get('STORAGE_TYPE')?.value ?? 's3') === 's3';

function portText(value: string): string | undefined {
  const url = urlOf(value);
  const port = url && portOf(url);
  return port === undefined ? undefined : String(port);
}
