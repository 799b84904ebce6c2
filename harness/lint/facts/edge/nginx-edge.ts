import type { V1Service } from '@kubernetes/client-node';
import type { Location, NginxServer } from '../dify/nginx-routes.ts';
import { type Program, programsOf } from '../dify/programs.ts';
import { serviceNames } from '../environment/service-names.ts';
import { backendsOf } from '../ingress/backends.ts';
import { hasRoutes } from '../input/http-routes.ts';
import type { LintInput, Typed } from '../input/input.ts';
import { servicePods } from '../network/service-pods.ts';

/** @returns what a location routes to: a program of Dify; undefined for everything else. */
export function programOf(
  input: LintInput,
  { nginx }: NginxServer,
  location: Location | undefined,
): Program | undefined {
  const { namespace } = nginx.environment.workload.entry.object.metadata;
  for (const { host } of location?.targets ?? []) {
    const service = serviceNames(input).meantBy(host, namespace)?.service;
    const program = service && programBehind(input, service);
    if (program) return program;
  }
  return undefined;
}

/** @returns the program of the pods that a Service selects. */
export function programBehind(input: LintInput, service: Typed<V1Service>): Program | undefined {
  const selected = servicePods(input).find(({ entry }) => entry === service.entry)?.selected ?? [];
  return programsOf(input).find(({ environment }) => selected.includes(environment.workload))?.program;
}

/** @returns whether clients reach this nginx: by its Service, its host ports, a route in front, or because nothing else routes. */
export function isEdge(input: LintInput, { nginx }: NginxServer): boolean {
  if (!hasRoutes(input)) return true;
  const { workload, placed } = nginx.environment;
  if (workload.spec.hostNetwork || placed.container.ports?.some(({ hostPort }) => hostPort)) return true;
  const own = servicePods(input).filter(({ selected }) => selected.includes(workload));
  const names = new Set(own.map(({ entry }) => entry.object.metadata.name));
  const isBehindRoute = [...backendsOf(input)].some(({ service }) => names.has(service.name));
  return isBehindRoute || own.some(({ object }) => /^(LoadBalancer|NodePort)$/.test(object.spec?.type ?? ''));
}
