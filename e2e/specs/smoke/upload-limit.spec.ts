import { randomUUID } from 'node:crypto';
import { answeredBy, brief, type HttpAnswer, type IngressClient, jsonOf } from '../../../harness/index.ts';
import { consoleHosts } from '../../clients/cluster/topology.ts';
import type { ConsoleSession } from '../../clients/console/console-session.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const MEBIBYTE = 2 ** 20;

async function upload(http: IngressClient, session: ConsoleSession, host: string, bytes: number): Promise<HttpAnswer> {
  return http.request(`http://${host}/console/api/files/upload`, {
    method: 'POST',
    headers: session.headers(),
    file: { name: `e2e-${randomUUID()}.txt`, content: new Blob(['x'.repeat(bytes)], { type: 'text/plain' }) },
    timeoutMs: 30_000,
  });
}

test(
  'On each host a file of exactly the maximum size can be uploaded, and one byte more is rejected with 413',
  check({
    id: 'upload-limit',
    claims: ['NET-2', 'ENV-3', 'STO-1'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['upload-size-passes', 'login-first-setup'],
    needs: ['dify-api', 'ingress-controller', 'postgres', 's3'],
    faults: [{ kind: 'switch', name: 'larger-files-accepted', part: 'api' }],
    remediation:
      'Set the body size limit of the ingress (proxy-body-size) above UPLOAD_FILE_SIZE_LIMIT; for storage errors see kubectl -n dify logs deployment/dify-api.',
  }),
  async ({ env, http, session, measure, note }) => {
    const hosts = consoleHosts(env.config);
    if (hosts.length === 0) inconclusive('the config routes /console/api to the API on no host');
    const limits = await session.call('GET', '/files/upload');
    const megabytes = Number(jsonOf(limits).file_size_limit);
    if (!megabytes) inconclusive(`the API does not return its file size limit: ${brief(limits)}`);
    const bytes = megabytes * MEBIBYTE;
    const tried = hosts.map(async (host) => {
      const started = performance.now();
      const exact = await upload(http, session, host, bytes);
      measure(`${host}: upload of ${megabytes} MB`, performance.now() - started, 'ms');
      const beyond = await upload(http, session, host, bytes + 1);
      note(
        `${host}: ${megabytes} MB accepted with HTTP ${exact.status}; one byte more is rejected by ${answeredBy(beyond)}`,
      );
      return [
        ...(exact.status === 201 && jsonOf(exact).size === bytes
          ? []
          : [`${host}: a file of ${bytes} bytes is answered by ${answeredBy(exact)}: ${brief(exact)}`]),
        ...(beyond.status === 413
          ? []
          : [`${host}: a file of ${bytes + 1} bytes must be rejected with 413: ${brief(beyond)}`]),
      ];
    });
    expectNone((await Promise.all(tried)).flat());
    note('the accepted files stay in the storage: Dify has no API to delete uploads');
  },
);
