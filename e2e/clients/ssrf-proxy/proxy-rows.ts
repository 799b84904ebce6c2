import type { Environment } from '../../../harness/index.ts';
import { type Kube, readyPodOf, serviceOf, workloadOf } from '../../../harness/index.ts';
import { clusterName } from '../cluster/topology.ts';
import { outsideOf } from '../outside-world/outside.ts';

/** A request through the proxy. `target` is a whole URL, or host:port for CONNECT. */
export interface ProxyRow {
  readonly what: string;
  readonly method: 'GET' | 'CONNECT';
  readonly target: string;
  /** A destination inside the cluster, on the node or in the proxy's own pod: Dify has denied these since 1.15. */
  readonly isPrivate: boolean;
  /** The target is up: an allowed request must be answered with 200. */
  readonly answers?: true;
}

/** A reserved name (RFC 2606) that looks public and never resolves. */
const PUBLIC_NAME = 'public-name.example';

const seenFrom =
  (isPrivate: boolean) =>
  (what: string, target: string, method: ProxyRow['method'] = 'GET') => ({
    ...{ what, method, target, isPrivate },
  });
const inside = seenFrom(true);
const outward = seenFrom(false);

/** Public targets: those of the outside world if there is one, and names of its domain that resolve to addresses inside. */
function publicRows(env: Environment): ProxyRow[] {
  const outside = outsideOf(env);
  const host = outside?.host ?? PUBLIC_NAME;
  const there = outside ? ({ answers: true } as const) : {};
  return [
    { ...outward('the outside world', `${host}:443`, 'CONNECT'), ...there },
    { ...outward('the outside world', `http://${host}/echo`), ...there },
    outward('the outside world, port 22', `http://${host}:22/`),
    outward('the outside world, port 25', `http://${host}:25/`),
    outward('the outside world, port 8080', `http://${host}:8080/`),
    outward('the outside world, port 8443', `${host}:8443`, 'CONNECT'),
    ...(outside
      ? [
          inside("a public name of the cloud's metadata", `http://${outside.names.metadata}/latest/meta-data/`),
          inside('a public name of the API server', `${outside.names.cluster}:443`, 'CONNECT'),
        ]
      : []),
  ];
}

/** All targets; those that can answer are in the cluster, so that no request leaves it. */
export async function proxyRows({ env, kube }: { env: Environment; kube: Kube }): Promise<ProxyRow[]> {
  const service = serviceOf(env.config, 'api');
  const [api, pod] = await Promise.all([
    serviceAddress(kube, service.name),
    readyPodOf(kube, workloadOf(env.config, 'api')),
  ]);
  const { port: webPort } = serviceOf(env.config, 'web');
  const web = clusterName(env.config, 'web');
  return [
    ...publicRows(env),
    inside('web', `http://${web}:${webPort}/signin`),
    inside('the API', `http://${clusterName(env.config, 'api')}:${service.port}/health`),
    inside('the API by its Service address', `http://${api}:${service.port}/health`),
    inside("the API by its pod's address", `http://${pod.status?.podIP}:${service.port}/health`),
    inside('the API server', 'kubernetes.default.svc.cluster.local:443', 'CONNECT'),
    inside("the node's kubelet", `http://${pod.status?.hostIP}:10250/`),
    inside('loopback', 'http://127.0.0.1/'),
    inside('loopback by name', 'http://localhost/'),
    inside('loopback', '127.0.0.1:443', 'CONNECT'),
    inside('port 22', `http://${web}:22/`),
    inside('port 25', `http://${web}:25/`),
    inside('port 22', `${web}:22`, 'CONNECT'),
    inside('a CONNECT to another port than 443', `${web}:${webPort}`, 'CONNECT'),
    inside("the cloud's metadata", 'http://169.254.169.254/latest/meta-data/'),
  ];
}

async function serviceAddress(kube: Kube, name: string): Promise<string> {
  return (await kube.core.readNamespacedService({ name, namespace: kube.namespace })).spec?.clusterIP ?? '';
}
