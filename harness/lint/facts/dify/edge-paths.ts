import type { V1Service } from '@kubernetes/client-node';
import { gte } from 'semver';
import { serviceNames } from '../environment/service-names.ts';
import type { LintInput, Typed } from '../input/input.ts';
import { servicePods } from '../network/service-pods.ts';
import type { Location, NginxServer } from './nginx-routes.ts';
import { type Program, programsOf } from './programs.ts';
import { difyVersion } from './versions.ts';

/** A request that the edge of Dify must route. */
export interface EdgePath {
  readonly path: string;
  readonly to: Program;
  /** What does not work without it. */
  readonly what: string;
  readonly since?: string;
}

/** Locations of Dify docker/nginx/conf.d/default.conf.template: 0.15.3, 1.0.0 (/e/), 1.6.0 (/mcp), 1.10.0 (/triggers). */
const PATHS: readonly EdgePath[] = [
  { path: '/console/api/ping', to: 'api', what: 'the console' },
  { path: '/api/system-features', to: 'api', what: 'published apps' },
  { path: '/v1/info', to: 'api', what: 'the service API' },
  { path: '/files/x', to: 'api', what: 'images and uploads' },
  { path: '/apps', to: 'web', what: 'the pages' },
  { path: '/e/x', to: 'plugin-daemon', what: 'plugin endpoints', since: '1.0.0' },
  { path: '/mcp/server/x/mcp', to: 'api', what: 'MCP servers', since: '1.6.0' },
  { path: '/triggers/webhook/x', to: 'api', what: 'webhooks and triggers', since: '1.10.0' },
];

/** @returns the paths that this release needs and that a part of the set answers. */
export function edgePaths(input: LintInput): EdgePath[] {
  const version = difyVersion(input);
  const there = new Set(programsOf(input).map(({ program }) => program));
  return PATHS.filter(({ since, to }) => there.has(to) && (!since || version === undefined || gte(version, since)));
}

/** @returns what a location routes to: a program of Dify; undefined for everything else. */
export function programOf(
  input: LintInput,
  { nginx }: NginxServer,
  location: Location | undefined,
): Program | undefined {
  const { namespace } = nginx.environment.workload.entry.object.metadata;
  for (const { host } of location?.targets ?? []) {
    const service = serviceNames(input).meantBy(host, namespace)?.service;
    const program = service && behind(input, service);
    if (program) return program;
  }
  return undefined;
}

function behind(input: LintInput, service: Typed<V1Service>): Program | undefined {
  const selected = servicePods(input).find(({ entry }) => entry === service.entry)?.selected ?? [];
  return programsOf(input).find(({ environment }) => selected.includes(environment.workload))?.program;
}

/** @returns whether clients reach this nginx: by its Service, its host ports, an Ingress in front, or because nothing else routes. */
export function isEdge(input: LintInput, { nginx }: NginxServer): boolean {
  if (input.ingresses.length === 0) return true;
  const { workload, placed } = nginx.environment;
  if (workload.spec.hostNetwork || placed.container.ports?.some(({ hostPort }) => hostPort)) return true;
  const own = servicePods(input).filter(({ selected }) => selected.includes(workload));
  const names = new Set(own.map(({ entry }) => entry.object.metadata.name));
  const isBehindIngress = input.ingresses.some(({ object }) => {
    const backends = (object.spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []).map(({ backend }) => backend);
    return [...backends, object.spec?.defaultBackend].some((one) => names.has(one?.service?.name ?? ''));
  });
  return isBehindIngress || own.some(({ object }) => /^(LoadBalancer|NodePort)$/.test(object.spec?.type ?? ''));
}
