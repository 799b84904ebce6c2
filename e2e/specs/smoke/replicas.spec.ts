import { serviceOf } from '../../../harness/index.ts';
import { askReplicas, disagreements, type ReplicaAnswer } from '../../clients/cluster/replicas.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

const declared = {
  severity: 'mandatory',
  effect: 'observe',
  dependsOn: ['services-have-endpoints'],
} as const;

/** These need no session; the last one reads the database. */
const API_PATHS = ['/console/api/ping', '/console/api/system-features', '/console/api/setup'];

const apiTrait = ({ headers, body }: ReplicaAnswer): string =>
  `version ${headers['x-version']}, ${headers['x-env']}, ${body.replaceAll(/\s+/g, '').slice(0, 2_000)}`;

// Fails on: an API pod left over from an older ReplicaSet (a stalled rollout), or one with another database.
test(
  'All API replicas give the same answers and run the version under test',
  check({
    ...declared,
    id: 'api-replicas-agree',
    dependsOn: [...declared.dependsOn, 'api-version', 'postgres-reached'],
    claims: ['REP-1', 'IMG-1'],
    needs: ['dify-api', 'postgres'],
    faults: [{ kind: 'switch', name: 'old-answers', part: 'api', replicas: 'one' }],
    remediation: 'See kubectl -n dify rollout status deployment/dify-api: a replica has an older image or ConfigMap.',
  }),
  async ({ env, kube, inPod, note }) => {
    const { name: service } = serviceOf(env.config, 'api');
    const answers = await askReplicas(kube, service ?? '', API_PATHS, (input) =>
      inPod('worker', 'http_calls.py', input),
    );
    if (answers.length === 0) inconclusive(`Service ${service} has no ready replica`);
    const replicas = [...new Set(answers.map(({ replica }) => replica))];
    note(`${replicas.join(', ')} give the same answers to ${API_PATHS.join(', ')}`);
    const want = env.config.dify.version;
    const others = answers.filter(({ status, headers }) => status === 200 && headers['x-version'] !== want);
    expectNone([
      ...disagreements(answers, apiTrait),
      ...others.map(
        ({ replica, path, headers }) => `${replica} answers ${path} as version ${headers['x-version']}, not ${want}`,
      ),
    ]);
  },
);

/** Addresses that the page passes to its scripts, from the container's environment. */
const wiring = ({ body }: ReplicaAnswer): string =>
  [...body.matchAll(/data-[a-z-]*prefix="[^"]*"/g)].map(([text]) => text).join(' ') || 'no addresses';

// Fails on: a changed dify-web-config after which only one web pod was restarted.
test(
  'All web replicas serve pages that call the same addresses',
  check({
    ...declared,
    id: 'web-replicas-agree',
    claims: ['REP-1', 'NET-2'],
    needs: ['dify-web'],
    faults: [{ kind: 'switch', name: 'old-settings', part: 'web', replicas: 'one' }],
    remediation:
      'Run kubectl -n dify rollout restart deployment/dify-web: its replicas were started with different settings.',
  }),
  async ({ env, kube, inPod, note }) => {
    const { name: service } = serviceOf(env.config, 'web');
    const answers = await askReplicas(kube, service ?? '', ['/signin'], (input) =>
      inPod('worker', 'http_calls.py', input),
    );
    if (answers.length === 0) inconclusive(`Service ${service} has no ready replica`);
    for (const answer of answers) note(`${answer.replica}: ${wiring(answer)}`);
    expectNone(disagreements(answers, wiring));
  },
);
