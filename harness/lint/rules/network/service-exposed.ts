import { nginxServers } from '../../facts/dify/nginx-routes.ts';
import type { LintInput } from '../../facts/input/input.ts';
import type { Workload } from '../../facts/input/workloads.ts';
import { servicePods } from '../../facts/network/service-pods.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const serviceExposed: Rule = {
  id: 'service-exposed',
  claims: ['NET-1', 'NET-2'],
  severity: 'informational',
  title: 'Services are reachable only from inside the cluster',
  rationale:
    'NodePort and LoadBalancer bypass the Ingress: its rules, its body size limit and its TLS do not apply, and inner APIs become reachable.',
  remediation: 'Omit the type (ClusterIP) and route through the Ingress, or document why it is wanted.',
  source: 'Deployment description 2: the two Ingress hosts are the entry; Kubernetes, "Service": type',
  *find(input) {
    const { expected, ingresses, understood } = input;
    // Without an Ingress or a route, such a Service is the way in.
    if (expected.judgedBy === 'set' && ingresses.length === 0 && understood.edge.kind !== 'Gateway') return;
    const edges = edgeWorkloads(input);
    const pods = new Map(servicePods(input).map(({ entry, selected }) => [entry, selected]));
    for (const { entry, object } of input.services) {
      // Without an Ingress an nginx of the set is the entry, and has to be reachable.
      if (pods.get(entry)?.some((workload) => edges.has(workload))) continue;
      const { type, externalIPs = [] } = object.spec ?? {};
      const open = type === 'NodePort' || type === 'LoadBalancer';
      if (!open && externalIPs.length === 0) continue;
      yield findingIn(entry, ['spec', open ? 'type' : 'externalIPs'], {
        message: open
          ? `type ${type} makes it reachable from outside, bypassing the Ingress`
          : 'externalIPs make it reachable from outside',
        cause:
          type === 'NodePort'
            ? 'left over from testing without an Ingress'
            : 'a second entry point besides the Ingress',
        remedy: 'remove it so that the Ingress is the only way in, or keep it deliberately',
      });
    }
  },
};

const edgeWorkloads = (input: LintInput): ReadonlySet<Workload> =>
  new Set(input.ingresses.length > 0 ? [] : nginxServers(input).map(({ nginx }) => nginx.environment.workload));
