import { randomUUID } from 'node:crypto';
import {
  type Contract,
  execInPod,
  type Fault,
  type Kube,
  pending,
  podsOf,
  ready,
  readyInTime,
  serviceOf,
  type WorkloadRef,
  workloadOf,
} from '../../../harness/index.ts';
import { httpRequest } from '../../clients/api/http-node.ts';
import { runNode } from '../../clients/api/workflow-app.ts';
import type { PodHttp } from '../../clients/cluster/pod-http.ts';
import { clusterName, clusterUrl } from '../../clients/cluster/topology.ts';
import { outsideOf } from '../../clients/outside-world/outside.ts';
import { runUserCode } from '../../clients/sandbox/user-code.ts';
import { proxyRows } from '../../clients/ssrf-proxy/proxy-rows.ts';
import { type Asked, askProxy, CALLERS, isDenied, nameOfRow, outcomeOf } from '../../clients/ssrf-proxy/proxy-table.ts';
import { check, expectNone, inconclusive } from '../../framework/check.ts';
import { test } from '../../framework/fixtures.ts';

/** Squid runs with another configuration than the file in its container. */
const OTHER_CONFIGURATION: Fault = {
  kind: 'patch',
  object: 'Deployment',
  part: 'ssrf-proxy',
  operations: [
    {
      op: 'add',
      path: '/spec/template/spec/containers/0/command',
      value: [
        'sh',
        '-c',
        "sed 's/^acl Safe_ports port 80/& 25/' /etc/squid/squid.conf >/tmp/other.conf && exec entrypoint.sh -f /tmp/other.conf -NYC",
      ],
    },
  ],
};

/** @returns what is wrong with one response. */
function problemsOf({ row, ruling, answer }: Asked, contract: Contract, hasExceptions: boolean): string[] {
  const name = nameOfRow(row);
  if (!answer.reached) return [`${name}: ${outcomeOf(answer)}`];
  const denied = isDenied(answer);
  if (ruling.allowed === denied) return [`${name}: ${outcomeOf(answer)}, but squid.conf says otherwise: ${ruling.by}`];
  if (!denied && row.answers && answer.status !== 200) return [`${name}: ${outcomeOf(answer)}, but the target is up`];
  if (!denied && row.isPrivate && contract.proxyDeniesPrivate && !hasExceptions)
    return [`${name}: ${outcomeOf(answer)}; Dify ${contract.version} denies it`];
  return [];
}

// Also fail on: a squid.conf that was changed in the ConfigMap but not loaded, and an older template with a newer Dify.
for (const caller of ['api', 'sandbox'] as const) {
  test(
    `The SSRF proxy allows and denies targets as its configuration and this version of Dify require, when called by ${CALLERS[caller]}`,
    check({
      id: `proxy-table-${caller}`,
      claims: ['SVC-2', 'DEP-3', 'SEC-5'],
      severity: 'mandatory',
      effect: 'observe',
      dependsOn:
        caller === 'api' ? ['ssrf-proxy-allows', 'ssrf-proxy-denies-ports'] : ['proxy-table-api', 'sandbox-python3'],
      needs: caller === 'api' ? ['ssrf-proxy', 'dify-api'] : ['ssrf-proxy', 'dify-sandbox', 'dify-api'],
      faults:
        caller === 'api' ? [OTHER_CONFIGURATION] : [{ kind: 'switch', name: 'code-without-proxy', part: 'sandbox' }],
      remediation:
        'Correct squid.conf (kubectl -n dify exec deployment/dify-ssrf-proxy -- cat /etc/squid/squid.conf shows it), then run kubectl -n dify rollout restart deployment/dify-ssrf-proxy.',
    }),
    async ({ env, kube, inPod, podHttp, contract, note, measure }) => {
      const fixtures = { env, kube, inPod, podHttp };
      const rows = await proxyRows(fixtures);
      const started = performance.now();
      const asked = await askProxy(fixtures, caller, rows);
      measure(`${rows.length} targets`, performance.now() - started, 'ms');
      for (const one of asked) note(`${nameOfRow(one.row)}: ${outcomeOf(one.answer)}; ${one.ruling.by}`);
      if (asked.some(({ row, answer }) => row.isPrivate && !isDenied(answer)) && !contract.proxyDeniesPrivate)
        note(`private destinations are allowed, as in the template of Dify ${contract.version}`);
      const hasExceptions = await exceptionsOf(kube, workloadOf(env.config, 'ssrf-proxy'));
      expectNone(asked.flatMap((one) => problemsOf(one, contract, hasExceptions)));
    },
  );
}

/** Whether Dify's settings allow some private destinations on purpose. */
async function exceptionsOf(kube: Kube, workload: WorkloadRef): Promise<boolean> {
  const names = ['SSRF_PROXY_ALLOW_PRIVATE_IPS', 'SSRF_PROXY_ALLOW_PRIVATE_DOMAINS'];
  const { stdout } = await execInPod(kube, workload, ['env']);
  return stdout
    .split('\n')
    .some((line) => names.some((name) => line.startsWith(`${name}=`) && line.length > name.length + 1));
}

test(
  "Requests from the API and from code in the sandbox appear in the proxy's access log",
  check({
    id: 'proxy-log-shows-callers',
    claims: ['SVC-2', 'DEP-3'],
    severity: 'mandatory',
    effect: 'write-own',
    dependsOn: ['ssrf-proxy-allows', 'ssrf-proxy-http-node', 'sandbox-python3'],
    needs: ['ssrf-proxy', 'dify-api', 'dify-sandbox'],
    faults: [{ kind: 'switch', name: 'code-without-proxy', part: 'sandbox' }],
    remediation:
      'Set SSRF_PROXY_HTTP_URL and SSRF_PROXY_HTTPS_URL of API and worker, and HTTP_PROXY and HTTPS_PROXY of the sandbox, to the proxy Service.',
  }),
  async ({ env, kube, podHttp, session, note }) => {
    const web = clusterUrl(env.config, 'web');
    const markers = {
      'a request of this check': `e2e-${randomUUID()}`,
      'an HTTP request node': `e2e-${randomUUID()}`,
      'Python code in the sandbox': `e2e-${randomUUID()}`,
    };
    const [control, node, code] = Object.values(markers).map((marker) => `${web}/${marker}`) as [
      string,
      string,
      string,
    ];
    const since = Date.now();
    await Promise.all([
      podHttp('api', control, { proxy: '${SSRF_PROXY_HTTP_URL}' }),
      runNode(session, httpRequest(node)),
      runUserCode(podHttp, 'python3', fetching(code)),
    ]);
    const seen = await logged(kube, workloadOf(env.config, 'ssrf-proxy'), Object.values(markers), since);
    for (const [who, marker] of Object.entries(markers)) if (seen.has(marker)) note(`${who}: ${seen.get(marker)}`);
    if (!seen.has(markers['a request of this check']))
      inconclusive("the proxy's log does not show the requests that it serves, so it proves nothing");
    expectNone(
      Object.entries(markers).flatMap(([who, marker]) =>
        seen.has(marker) ? [] : [`${who} did not go through the proxy: it is not in the access log`],
      ),
    );
  },
);

/** As a user writes it, without configuring a proxy. */
const fetching = (url: string): string => `
import urllib.request, urllib.error
try:
    urllib.request.urlopen(${JSON.stringify(url)}, timeout=4)
    print('answered')
except Exception as error:
    print(error)
`;

/** Waits a few seconds for all markers. @returns marker → the log line that contains it. */
async function logged(
  kube: Kube,
  workload: WorkloadRef,
  markers: readonly string[],
  since: number,
): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const look = async (): Promise<void> => {
    const sinceSeconds = Math.ceil((Date.now() - since) / 1000) + 5;
    const texts = (await podsOf(kube, workload)).map(({ metadata, spec }) =>
      kube.core.readNamespacedPodLog({
        name: metadata?.name ?? '',
        namespace: kube.namespace,
        container: spec?.containers[0]?.name ?? '',
        sinceSeconds,
      }),
    );
    for (const line of (await Promise.all(texts)).join('\n').split('\n'))
      for (const marker of markers) if (line.includes(marker)) seen.set(marker, line.trim());
  };
  await readyInTime({
    subject: 'the access log of the proxy',
    timeoutMs: 4_000,
    poll: async () => {
      await look();
      return seen.size === markers.length
        ? ready(undefined)
        : pending(`${seen.size} of ${markers.length} requests logged`);
    },
  });
  return seen;
}

test(
  'Code in the sandbox can reach the cluster and the outside world only through the proxy',
  check({
    id: 'sandbox-only-through-proxy',
    claims: ['SEC-5'],
    severity: 'informational',
    effect: 'observe',
    dependsOn: ['sandbox-python3', 'sandbox-nodejs'],
    needs: ['cni', 'dify-sandbox'],
    faults: {
      none: "the rehearsal's pod network does not enforce NetworkPolicies, so the check can only report that it is not proven",
    },
    remediation:
      'Add an egress NetworkPolicy for the dify-sandbox pods that allows only the proxy and DNS, on a cluster whose CNI enforces it.',
  }),
  async ({ env, kube, inPod, podHttp, note }) => {
    const web = { host: clusterName(env.config, 'web'), port: serviceOf(env.config, 'web').port };
    const outside = outsideOf(env);
    const targets = [web, ...(outside ? [{ host: outside.host, port: 80 }] : [])];
    const names = targets.map(({ host }) => host);
    const resolved = await inPod<Resolved>('api', 'resolve_names.py', { names });
    const tried = targets.map(async ({ host, port }) => {
      const address = resolved[host]?.addresses[0];
      const [python, node] = await Promise.all([
        printedOrCutOff(podHttp, 'python3', connecting.python3(host, port)),
        address === undefined
          ? 'not tried: the name does not resolve'
          : printedOrCutOff(podHttp, 'nodejs', connecting.nodejs(address, port)),
      ]);
      note(`Python code, bypassing the proxy, to ${host}:${port}: ${python}`);
      note(`JavaScript code, which gets no proxy settings, to ${host}:${port}: ${node}`);
      return { target: `${host}:${port}`, ended: [python, node] };
    });
    const ends = await Promise.all(tried);
    const reached = ends.flatMap(({ target, ended }) => (ended.includes('connected') ? [target] : [])).join(' and ');
    const cutOff = ends.flatMap(({ target, ended }) => (ended.includes(CUT_OFF) ? [target] : [])).join(' and ');
    const { items } = await kube.networking.listNamespacedNetworkPolicy({ namespace: kube.namespace });
    note(`${items.length} NetworkPolicies in the namespace`);
    if (!reached && cutOff) inconclusive(`the sandbox ended the code before it had an answer from ${cutOff}`);
    if (!reached) return;
    const cni = env.ledger.find(({ part }) => part === 'cni');
    if (cni)
      inconclusive(
        `not proven: code in the sandbox reached ${reached} directly, and ${cni.differences.join(', ')} here`,
      );
    throw new Error(`code in the sandbox reached ${reached} directly: no NetworkPolicy prevents it`);
  },
);

type Resolved = Readonly<Record<string, { readonly addresses: readonly string[] }>>;

const CUT_OFF = "cut off by the sandbox's time limit";

/** A program that is ended too early has reached nothing, and has not been refused either. */
async function printedOrCutOff(podHttp: PodHttp, language: 'python3' | 'nodejs', code: string): Promise<string> {
  try {
    return await runUserCode(podHttp, language, code);
  } catch (error) {
    if (error instanceof Error && /\btimeout\b|\bkilled\b/i.test(error.message)) return CUT_OFF;
    throw error;
  }
}

const connecting = {
  python3: (host: string, port = 80): string => `
import socket
try:
    socket.create_connection((${JSON.stringify(host)}, ${port}), 2).close()
    print('connected')
except OSError as error:
    print(error)
`,
  // By address: Node looks names up on a thread, which the sandbox forbids, so a lookup only ends with the program's time.
  nodejs: (address: string, port = 80): string => `
const socket = require('node:net').connect({ host: ${JSON.stringify(address)}, port: ${port}, timeout: 2000 });
const end = (text) => { console.log(text); socket.destroy(); };
socket.once('connect', () => end('connected')).once('timeout', () => end('no answer within 2 s')).once('error', (error) => end(error.message));
`,
};
