import { z } from 'zod';
import { kubernetesName, port } from './names.ts';

const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi)?$/, 'must be a Kubernetes quantity such as 250m or 512Mi');

const resources = z.strictObject({ cpu: quantity, memory: quantity });

/** The key that names a workload → its kind. */
export const WORKLOAD_KEYS = {
  deployment: 'Deployment',
  statefulSet: 'StatefulSet',
  daemonSet: 'DaemonSet',
} as const;

export type WorkloadKey = keyof typeof WORKLOAD_KEYS;

const KEYS = Object.keys(WORKLOAD_KEYS) as WorkloadKey[];

const hasOneKind = (entry: object): boolean => KEYS.filter((key) => key in entry).length === 1;

const workload = z
  .strictObject({
    deployment: kubernetesName.optional().describe('Deployment that runs the part; or statefulSet, or daemonSet'),
    statefulSet: kubernetesName.optional(),
    daemonSet: kubernetesName.optional(),
    container: kubernetesName.optional().describe('Its container; default: the one that looks like the part'),
    service: kubernetesName.optional().describe('Service in front of it; omit for a part that does not listen'),
    port: port.optional().describe('Port of the Service'),
    replicas: z.int().min(0).optional().describe('Promised number of replicas (REP-1)'),
    requests: resources.optional().describe('Promised resource requests (RES-1)'),
    limits: resources.optional().describe('Promised resource limits (RES-1)'),
    compose: z.string().optional().describe("Name of its service in the Compose file; default: Dify's own name for it"),
  })
  .refine(hasOneKind, 'must have exactly one of deployment, statefulSet and daemonSet');

const part = z.union([workload, z.array(workload).min(1)]).optional();

/** Parts that static rules judge, in the order of the deployment description. */
export const PART_NAMES = ['api', 'worker', 'web', 'sandbox', 'plugin-daemon', 'ssrf-proxy'] as const;

/** Other services of Dify's own Compose file, and an nginx in front of them. */
export const EXTRA_PART_NAMES = ['beat', 'api-websocket', 'agent-backend', 'local-sandbox', 'nginx'] as const;

export type PartName = (typeof PART_NAMES)[number];
export type ExtraPartName = (typeof EXTRA_PART_NAMES)[number];

/** The config's `parts`: none, one or several workloads for each. */
export const partsSchema = z.strictObject({
  api: part,
  worker: part,
  beat: part,
  'api-websocket': part,
  web: part,
  sandbox: part,
  'plugin-daemon': part,
  'ssrf-proxy': part,
  'agent-backend': part,
  'local-sandbox': part,
  nginx: part,
  others: z.array(workload).default([]).describe('Further workloads of the set, which belong to no part of Dify'),
});

export type WorkloadEntry = z.infer<typeof workload>;

/** The config's `inside`: stores that the set itself runs, so that no stand-in is started for them. */
export const insideSchema = z.strictObject({
  postgres: workload.optional(),
  redis: workload.optional(),
  vectors: workload.optional().describe('The vector store; its kind is vectorStore.type'),
  s3: workload.optional().describe('An object store that speaks S3, such as MinIO'),
});

export type InsideName = keyof z.infer<typeof insideSchema>;

/** The config's `edge`: who takes requests from outside. */
export const edgeSchema = z.strictObject({
  kind: z
    .enum(['ingress', 'gateway', 'nginx'])
    .default('ingress')
    .describe(
      "ingress: Ingress objects, through cluster.ingressController; gateway: HTTPRoutes of the Gateway API; nginx: the set's own, parts.nginx, through its Service",
    ),
  tls: z.boolean().default(false).describe('Requests from outside come by HTTPS'),
});

/** Values of `VECTOR_STORE` that the harness has a name for; any other is accepted, too. */
export const vectorStoreSchema = z.strictObject({
  type: z.string().describe('Value of VECTOR_STORE: milvus, pgvector, weaviate, qdrant, …'),
});

export const storageSchema = z.strictObject({
  type: z
    .enum(['s3', 'volume', 'other'])
    .describe(
      'Where Dify keeps files. s3: external.s3 or inside.s3; volume: STORAGE_TYPE opendal or local on a volume; other: an object store that has no stand-in',
    ),
});
