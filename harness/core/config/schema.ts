import { z } from 'zod';
import { CLUSTER_PROVIDER_NAMES } from './cluster-providers.ts';
import { IMAGE_SOURCE_NAMES } from './image-sources.ts';
import { kubernetesName } from './names.ts';
import { edgeSchema, insideSchema, partsSchema, storageSchema, vectorStoreSchema } from './parts-schema.ts';
import { externalSchema, standInImagesSchema } from './stand-ins.ts';

const route = z.strictObject({
  host: z.string().describe('Host name of the request'),
  path: z.string().startsWith('/').describe('Path of the request'),
  to: z
    .enum(['api', 'web', 'none'])
    .describe('Part that must answer; none: no part, the ingress controller itself must return 404'),
});

const imageSource = z.enum(IMAGE_SOURCE_NAMES);

const namePrefix = z
  .string()
  .regex(/^[^\s/]+\/(\S+\/)?$/, 'must be a registry or the beginning of a repository, and end in /');

const images = z.strictObject({
  sources: z.array(imageSource).min(1).describe('Image sources, tried in this order for every image'),
  registryTimeoutSeconds: z
    .number()
    .positive()
    .default(5)
    .describe('A registry that does not answer within this time is skipped for the rest of the run'),
  mirrors: z.array(z.string()).default([]).describe('Registry mirrors, tried before the registry of the reference'),
  rewrite: z
    .record(namePrefix, namePrefix)
    .default({})
    .describe(
      'Beginning of a full image name → where it is pulled from instead, both ending in `/`: `docker.io/langgenius/` → `registry.example/dify/`',
    ),
  archives: z.string().optional().describe('Directory with image archives (docker save), relative to the config file'),
  doubles: z
    .record(z.string(), kubernetesName)
    .default({})
    .describe('Image in the manifests → recipe of the contract double that replaces it; never a fallback'),
  substitutes: z
    .record(z.string(), kubernetesName)
    .default({})
    .describe('Image → recipe that builds the same software from packages, used if no other source has the image'),
});

const failover = z.strictObject({
  requestsPerSecond: z.number().min(1).max(100).describe('Request rate while a replica is killed'),
  steadySeconds: z.number().min(1).max(120).describe('Seconds of traffic before the fault, as a baseline'),
  maxOutageMs: z.int().positive().describe('Longest acceptable outage'),
  maxFailedRequests: z.int().min(0).describe('Maximum acceptable number of failed requests'),
  recoverySeconds: z.int().positive().describe('Time limit for all replicas to be ready again'),
  recoveryFrom: z
    .enum(['config', 'probes', 'measured'])
    .default('config')
    .describe(
      'Where that limit is from: recoverySeconds, the time that the probes allow for a start, or three times the start-up measured in the run',
    ),
});

const load = z.strictObject({
  profile: z.string().optional().describe("k6 script, relative to the config file; default: the package's own"),
  vus: z.int().min(1).max(200).describe('Virtual users'),
  durationSeconds: z.int().min(1).max(600).describe('Duration of the load test'),
  thresholds: z.record(z.string(), z.array(z.string())).describe('k6 thresholds: metric → expressions'),
});

const outside = z.strictObject({
  host: z.string().describe('Public-looking host name that resolves only inside the run'),
  address: z.ipv4().describe('Public-looking address; take one reserved for documentation (RFC 5737)'),
  image: z.string().describe('Image of the web server'),
});

const waiver = z.strictObject({
  check: z.string().describe('Id of the check'),
  reason: z.string().min(10).describe('Why it is accepted'),
  owner: z.string().min(1).describe('Who accepted it'),
  expires: z.iso.date().describe('Last day on which it is valid'),
});

const exception = z.strictObject({
  rule: z.string().describe('Id of the rule (docs/rules.md)'),
  object: z.string().describe('Object, as in the finding: "Deployment dify/dify-api"'),
  reason: z.string().min(10).describe('Why it is accepted'),
  owner: z.string().min(1).describe('Who accepted it'),
  expires: z.iso.date().describe('Last day on which it is valid; after that, it is itself a finding'),
});

const difference = z.strictObject({
  part: z.string().describe('Part that has the variable: api, worker, …; "*" = every part'),
  variable: z.string().describe('Name of the variable'),
  reason: z.string().min(10).describe('Why it differs between Compose and Kubernetes'),
});

const quantity = z.union([z.string().min(1), z.number().positive()]);

const capacity = z.strictObject({
  streams: z.int().positive().optional().describe('Streamed answers that the API must serve at the same time'),
  postgresConnections: z.int().positive().optional().describe('max_connections of PostgreSQL outside of the set'),
  redisClients: z.int().positive().optional().describe('maxclients of Redis outside of the set'),
  nodes: z
    .array(
      z.strictObject({
        count: z.int().positive().default(1).describe('Nodes of this size'),
        cpu: quantity.describe('Allocatable CPU of each: 4, "3900m"'),
        memory: quantity.describe('Allocatable memory of each: "16Gi"'),
      }),
    )
    .optional()
    .describe('What is free for this set on the nodes of the cluster'),
});

const lint = z.strictObject({
  kubernetesVersion: z
    .string()
    .regex(/^\d+\.\d+$/)
    .default('1.34')
    .describe('Kubernetes version whose API schemas the objects must match'),
  exceptions: z.array(exception).default([]).describe('Accepted findings, each until its expiry date'),
  capacity: capacity.prefault({}).describe('What servers and nodes can carry, for the sums over all replicas'),
  vulnerabilities: z
    .enum(['exploited', 'critical', 'high', 'medium', 'low'])
    .default('exploited')
    .describe('From which rating on a known vulnerability in an image is a finding; exploited ones always are'),
  vex: z
    .array(z.string())
    .default([])
    .describe(
      'VEX documents (OpenVEX, CSAF or CycloneDX as JSON), relative to this file: vulnerabilities that do not matter here',
    ),
  sbom: z
    .array(z.string())
    .default([])
    .describe('Lists of components of the images (CycloneDX or SPDX 2 as JSON), relative to this file'),
  differences: z
    .array(difference)
    .default([])
    .describe("Variables that may differ from Compose (ENV-2); the services' own addresses need no entry"),
});

/** The harness config; types, JSON Schema and the table in the docs are derived from it. */
export const configSchema = z.strictObject({
  scope: z
    .enum(['auto', 'rehearsal', 'release'])
    .describe(
      'rehearsal uses the contract doubles, release refuses them; auto is a release if every image of the set comes from a registry or an archive, and a rehearsal otherwise',
    ),
  language: z.enum(['en', 'zh']).default('en').describe('Language of messages and reports'),
  dify: z.strictObject({
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .describe('Dify version that the deployment must report'),
  }),
  manifests: z.strictObject({
    path: z
      .string()
      .describe('Directory with the manifests, a kustomization or a Helm chart, relative to the config file'),
    namespace: kubernetesName,
    deploy: z
      .enum(['apply', 'script'])
      .default('apply')
      .describe("apply: server-side apply; script: the set's own deploy.sh"),
    secretsFile: z
      .string()
      .optional()
      .describe('File with the values for ${NAME} in Secrets; default: generated for each run'),
    helmValues: z
      .array(z.string())
      .default([])
      .describe('Values files for a Helm chart, relative to the config file; later files override earlier ones'),
  }),
  compose: z
    .strictObject({ file: z.string(), env: z.string().optional() })
    .optional()
    .describe('The Compose deployment to compare with'),
  cluster: z.strictObject({
    provider: z.enum(CLUSTER_PROVIDER_NAMES).default('kind'),
    kindConfig: z
      .string()
      .optional()
      .describe("kind config, relative to the config file; default: the package's own, one node"),
    nodeImage: z.string().describe('Node image'),
    ingressController: z.enum(['traefik']).default('traefik'),
    ingressImage: z.string().describe('Image of the ingress controller'),
    readySeconds: z.int().positive().default(180),
  }),
  images,
  tools: z
    .strictObject({
      mirror: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe(
          'Server from which release downloads of kind, k6, kubectl and Chromium are taken, as <mirror>/<host>/<path> of the original URL',
        ),
    })
    .prefault({}),
  parts: partsSchema.describe(
    'Workloads of the set, one entry or a list for each part: api, worker, beat, api-websocket, web, sandbox, plugin-daemon, ssrf-proxy, agent-backend, local-sandbox, nginx; and others',
  ),
  hosts: z.strictObject({
    web: z.string().min(1, 'must name a host').describe('Host of the console'),
    api: z.string().optional().describe('Host of the API; omit if it is the same'),
  }),
  edge: edgeSchema.prefault({}),
  routes: z.array(route).min(1).describe('How requests from outside must be routed (NET-2)'),
  external: externalSchema.prefault({}),
  inside: insideSchema.prefault({}),
  vectorStore: vectorStoreSchema.optional(),
  storage: storageSchema.optional(),
  standIns: standInImagesSchema.prefault({}).describe('Images of the stand-ins for servers outside the cluster'),
  outside: outside
    .optional()
    .describe('Stand-in for the outside world, behind the SSRF proxy; if omitted, requests stay inside the cluster'),
  timeouts: z
    .strictObject({
      deploySeconds: z.int().positive().default(300),
      undoSeconds: z.int().positive().default(90),
      checkSeconds: z.int().positive().default(120),
      silentSeconds: z
        .int()
        .min(1)
        .max(600)
        .default(20)
        .describe(
          'How long a response may be silent without the ingress cutting it off; values above 60 exceed the nginx default',
        ),
    })
    .prefault({}),
  failover,
  load,
  quick: z
    .strictObject({ load: load.pick({ vus: true, durationSeconds: true }), steadySeconds: z.number().positive() })
    .describe('What --quick shortens; it skips nothing'),
  lint: lint.prefault({}).describe('Settings of the static rules'),
  waivers: z.array(waiver).default([]),
});

/** Settings that hold where there is no config at all. */
export const configDefaults = { lint: lint.parse({}) };

export type Config = z.infer<typeof configSchema>;
export type Route = Config['routes'][number];
