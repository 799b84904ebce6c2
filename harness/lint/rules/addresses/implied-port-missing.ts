import { gte } from 'semver';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, isAbsent, isSeen } from '../../facts/dify/settings.ts';
import { difyVersion, versionOf } from '../../facts/dify/versions.ts';
import { urlOf } from '../../facts/environment/addresses.ts';
import { serviceNames } from '../../facts/environment/service-names.ts';
import type { ContainerEnvironment } from '../../facts/input/environment.ts';
import type { LintInput } from '../../facts/input/input.ts';
import { existing, placeIn, type Rule } from '../../rule.ts';

interface Implied {
  /** The variable that holds the host, alone or in a URL. */
  readonly host: string;
  /** The variable that would hold the port; without it, Dify uses `port`. */
  readonly portVariable: string;
  readonly port: number;
  readonly when?: readonly [variable: string, value: string];
  /** What else must be set for the port to be used. */
  readonly enabled?: string;
  readonly since?: string;
}

/** Defaults of Dify: api/configs/middleware; weaviate_vector.py for gRPC. */
const IMPLIED: readonly Implied[] = [
  { host: 'DB_HOST', portVariable: 'DB_PORT', port: 5432, when: ['DB_TYPE', 'postgresql'] },
  { host: 'REDIS_HOST', portVariable: 'REDIS_PORT', port: 6379 },
  { host: 'PGVECTOR_HOST', portVariable: 'PGVECTOR_PORT', port: 5433, when: ['VECTOR_STORE', 'pgvector'] },
  { host: 'OPENSEARCH_HOST', portVariable: 'OPENSEARCH_PORT', port: 9200, when: ['VECTOR_STORE', 'opensearch'] },
  {
    host: 'ELASTICSEARCH_HOST',
    portVariable: 'ELASTICSEARCH_PORT',
    port: 9200,
    when: ['VECTOR_STORE', 'elasticsearch'],
  },
  {
    ...{ host: 'QDRANT_URL', portVariable: 'QDRANT_GRPC_PORT', port: 6334 },
    ...{ when: ['VECTOR_STORE', 'qdrant'], enabled: 'QDRANT_GRPC_ENABLED' },
  },
  {
    ...{ host: 'WEAVIATE_ENDPOINT', portVariable: 'WEAVIATE_GRPC_ENDPOINT', port: 50_051 },
    ...{ when: ['VECTOR_STORE', 'weaviate'], since: '1.9.2' },
  },
];

export const impliedPortMissing: Rule = {
  id: 'implied-port-missing',
  claims: ['SVC-2', 'SVC-3'],
  severity: 'mandatory',
  title: 'Services of stores have the ports that Dify uses where none is configured',
  rationale:
    'Some ports are a default of Dify and stand in no file: pgvector 5433, the gRPC port of Weaviate 50051. A Service without the port does not forward it, and every connection hangs or is refused.',
  remediation: 'Add the port to the Service, or set the variable of the port.',
  source:
    'Dify api/configs/middleware/vdb (pgvector, opensearch, elasticsearch, qdrant), api/configs/middleware; api/core/rag/datasource/vdb/weaviate/weaviate_vector.py: gRPC on 50051 of the same host since 1.9.2',
  *find(input) {
    const seen = new Set<string>();
    for (const { environment, program } of programsOf(input)) {
      if (program !== 'api' && program !== 'worker') continue;
      for (const implied of IMPLIED) {
        const variable = environment.variables.get(implied.host);
        const service = isUsed(input, environment, implied) && serviceOf(input, environment, variable?.value ?? '');
        const ports = service ? (service.object.spec?.ports ?? []).map(({ port }) => port) : [];
        if (!variable || !service || ports.length === 0 || ports.includes(implied.port)) continue;
        if (isSeen(seen, variable.definedAt)) continue;
        const name = service.entry.object.metadata.name;
        yield findingAt(variable.definedAt, {
          message: `${implied.host} leads to Service "${name}", which lacks port ${implied.port}, the default of ${implied.portVariable}`,
          cause: existing('ports', ports.map(String)),
          remedy:
            implied.portVariable.endsWith('_PORT') && ports.length === 1 && !implied.enabled
              ? `set ${implied.portVariable} to "${ports[0]}", or add port ${implied.port} to Service "${name}"`
              : `add port ${implied.port} to Service "${name}"`,
          related: [{ at: placeIn(service.entry, ['spec', 'ports']), message: 'the ports of the Service' }],
        });
      }
    }
  },
};

function isUsed(input: LintInput, environment: ContainerEnvironment, implied: Implied): boolean {
  const { when, enabled, since, portVariable } = implied;
  const { variables } = environment;
  if (when && (variables.get(when[0])?.value ?? 'postgresql') !== when[1]) return false;
  if (enabled && !/^(true|1|yes|on)$/i.test(variables.get(enabled)?.value ?? '')) return false;
  const version = versionOf(environment) ?? difyVersion(input);
  if (since && (version === undefined || !gte(version, since))) return false;
  return isAbsent(input, environment, portVariable);
}

function serviceOf(input: LintInput, { workload }: ContainerEnvironment, value: string) {
  const host = value.includes('://') ? urlOf(value)?.host : value;
  const service = host
    ? serviceNames(input).meantBy(host, workload.entry.object.metadata.namespace)?.service
    : undefined;
  return service?.object.spec?.type === 'ExternalName' ? undefined : service;
}
