import { answeredBy, brief, type PartName } from '../../../harness/index.ts';
import type { PodAnswer } from '../../clients/cluster/pod-http.ts';
import { check, expectNone } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';
import { ALL_IMAGES } from '../../framework/parts.ts';

interface ConfiguredCall {
  readonly from: PartName;
  /** The variable of the calling container that has the URL. */
  readonly variable: string;
  readonly path: string;
  readonly isRight: (answer: PodAnswer) => boolean;
}

const isApi = (answer: PodAnswer): boolean =>
  answeredBy({ ...answer, setCookies: [] }) === 'api' && answer.status === 200;
const isSandbox = ({ status, body }: PodAnswer): boolean => status === 200 && body.trim() === '"ok"';
const isDaemon = ({ status, body }: PodAnswer): boolean => status === 200 && body.includes('"pool_status"');
const isSquid = ({ headers }: PodAnswer): boolean => headers.server?.startsWith('squid') ?? false;

/** What Dify's containers are configured to call, by the variable's name. */
const CALLS: readonly ConfiguredCall[] = [
  ...(['api', 'worker'] as const).flatMap((from) => [
    { from, variable: 'CODE_EXECUTION_ENDPOINT', path: '/health', isRight: isSandbox },
    { from, variable: 'PLUGIN_DAEMON_URL', path: '/health/check', isRight: isDaemon },
    { from, variable: 'SSRF_PROXY_HTTP_URL', path: '/', isRight: isSquid },
    { from, variable: 'SSRF_PROXY_HTTPS_URL', path: '/', isRight: isSquid },
    { from, variable: 'INTERNAL_FILES_URL', path: '/health', isRight: isApi },
  ]),
  { from: 'plugin-daemon', variable: 'DIFY_INNER_API_URL', path: '/health', isRight: isApi },
  { from: 'sandbox', variable: 'HTTP_PROXY', path: '/', isRight: isSquid },
  { from: 'sandbox', variable: 'HTTPS_PROXY', path: '/', isRight: isSquid },
];

test(
  'Every address that a container is configured to call is answered by the right service, from inside that container',
  check({
    id: 'configured-calls-answer',
    claims: ['SVC-2', 'SVC-3'],
    severity: 'mandatory',
    effect: 'observe',
    dependsOn: ['service-ports', 'services-have-endpoints', 'service-names-resolve'],
    needs: ALL_IMAGES,
    faults: [{ kind: 'environment', part: 'sandbox', set: { HTTPS_PROXY: 'http://${service:ssrf-proxy}:3129' } }],
    remediation:
      'Correct the URL in the ConfigMap: http://<service>.<namespace>.svc.cluster.local:<port> of the right Service.',
  }),
  async ({ podHttp, note }) => {
    const problems: string[] = [];
    for (const { from, variable, path, isRight } of CALLS) {
      const answer = await podHttp(from, `\${${variable}}${path}`);
      if (isRight(answer)) note(`${from}: ${variable} answers in ${answer.elapsedMs} ms`);
      else problems.push(`${from}: ${variable} is not answered by the right service: ${brief(answer)}`);
    }
    expectNone(problems);
  },
);
