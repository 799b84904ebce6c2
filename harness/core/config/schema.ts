import { z } from 'zod';
import { CLUSTER_PROVIDER_NAMES } from './cluster-providers.ts';
import { IMAGE_SOURCE_NAMES } from './image-sources.ts';
import { externalSchema, standInImagesSchema } from './stand-ins.ts';

const port = z.int().min(1).max(65_535);
const kubernetesName = z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'a Kubernetes name: a-z, 0-9 and "-"');
const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi)?$/, 'a Kubernetes quantity such as 250m or 512Mi');

const resources = z.strictObject({ cpu: quantity, memory: quantity });

const service = z.strictObject({
  deployment: kubernetesName.describe('Deployment that runs the part'),
  service: kubernetesName.optional().describe('Service in front of it; absent for a part that does not listen'),
  port: port.optional().describe('Port of the Service'),
  replicas: z.int().min(0).optional().describe('Replicas that are promised (REP-1)'),
  requests: resources.optional().describe('Promised resource requests (RES-1)'),
  limits: resources.optional().describe('Promised resource limits (RES-1)'),
  compose: z
    .string()
    .optional()
    .describe('Name of its service in the Compose file; absent = the name that Dify gives it'),
});

const route = z.strictObject({
  host: z.string().describe('Host name of the request'),
  path: z.string().startsWith('/').describe('Path of the request'),
  to: z.enum(['api', 'web', 'none']).describe('Part that must answer; none = the ingress controller itself refuses'),
});

const imageSource = z.enum(IMAGE_SOURCE_NAMES);

const images = z.strictObject({
  sources: z.array(imageSource).min(1).describe('Tried in this order for every image'),
  registryTimeoutSeconds: z
    .number()
    .positive()
    .default(5)
    .describe('After this long without an answer a registry is given up for the run'),
  mirrors: z.array(z.string()).default([]).describe('Registry mirrors, tried before the registry of the reference'),
  archives: z
    .string()
    .optional()
    .describe('Folder with image archives (docker save); a relative path starts at the config file'),
  doubles: z
    .record(z.string(), kubernetesName)
    .default({})
    .describe('Image of the manifests → recipe of the contract double that stands behind its name; never a fallback'),
  substitutes: z
    .record(z.string(), kubernetesName)
    .default({})
    .describe('Image → recipe with the same real software from packages, used where no other source has the image'),
});

const failover = z.strictObject({
  requestsPerSecond: z.number().min(1).max(100).describe('Steady traffic while a replica is killed'),
  steadySeconds: z.number().min(1).max(120).describe('Traffic before the fault, to know what is normal'),
  maxOutageMs: z.int().positive().describe('Longest outage that is accepted'),
  maxFailedRequests: z.int().min(0).describe('Most failed requests that are accepted'),
  recoverySeconds: z.int().positive().describe('Time to be back at full strength'),
});

const load = z.strictObject({
  profile: z.string().describe('k6 script, relative to the config file'),
  vus: z.int().min(1).max(200).describe('Virtual users'),
  durationSeconds: z.int().min(1).max(600).describe('Length of the load'),
  thresholds: z.record(z.string(), z.array(z.string())).describe('k6 thresholds: metric → expressions'),
});

const outside = z.strictObject({
  host: z.string().describe('Public-looking name, which only the run resolves'),
  address: z.ipv4().describe("Public-looking address: one for documentation (RFC 5737) is nobody else's"),
  image: z.string().describe('Image of the web server'),
});

const waiver = z.strictObject({
  check: z.string().describe('Id of the check'),
  reason: z.string().min(10).describe('Why it is accepted'),
  owner: z.string().min(1).describe('Who accepted it'),
  expires: z.iso.date().describe('Last day on which it counts'),
});

const exception = z.strictObject({
  rule: z.string().describe('Id of the rule (docs/rules.md)'),
  object: z.string().describe('Object as the finding names it: "Deployment dify/dify-api"'),
  reason: z.string().min(10).describe('Why it is accepted'),
  owner: z.string().min(1).describe('Who accepted it'),
  expires: z.iso.date().describe('Last day on which it counts; from then on it is a finding itself'),
});

const difference = z.strictObject({
  part: z.string().describe('Part that has the variable: api, worker, …; "*" = every part'),
  variable: z.string().describe('Name of the variable'),
  reason: z.string().min(10).describe('Why it differs between Compose and Kubernetes'),
});

const lint = z.strictObject({
  kubernetesVersion: z
    .string()
    .regex(/^\d+\.\d+$/)
    .default('1.34')
    .describe('Version whose API schemas the objects must fit'),
  exceptions: z.array(exception).default([]).describe('Findings that are accepted, each for a time'),
  differences: z
    .array(difference)
    .default([])
    .describe('Variables that may differ from Compose (ENV-2); addresses of the services themselves need no entry'),
});

/** The harness's config file; types, JSON Schema and the docs table are made from it. */
export const configSchema = z.strictObject({
  scope: z.enum(['rehearsal', 'release']).describe('release refuses doubles'),
  language: z.enum(['en', 'zh']).default('en').describe('Language of messages and reports'),
  dify: z.strictObject({
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .describe('Version that the deployment must report'),
  }),
  manifests: z.strictObject({
    path: z
      .string()
      .describe('Folder of the manifest set, of a kustomization or of a Helm chart, relative to the config file'),
    namespace: kubernetesName,
    deploy: z
      .enum(['apply', 'script'])
      .default('apply')
      .describe("apply = server-side apply; script = the set's own deploy.sh"),
    secretsFile: z.string().optional().describe('Values for ${NAME} in Secrets; absent = generated per run'),
    helmValues: z
      .array(z.string())
      .default([])
      .describe('Files with values for a Helm chart, relative to the config file; a later one wins'),
  }),
  compose: z
    .strictObject({ file: z.string(), env: z.string().optional() })
    .optional()
    .describe('The Compose deployment to compare with'),
  cluster: z.strictObject({
    provider: z.enum(CLUSTER_PROVIDER_NAMES).default('kind'),
    kindConfig: z.string().describe('kind config, relative to the config file'),
    nodeImage: z.string().describe('Node image'),
    ingressController: z.enum(['traefik']).default('traefik'),
    ingressImage: z.string().describe('Image of the ingress controller'),
    readySeconds: z.int().positive().default(180),
  }),
  images,
  parts: z.strictObject({
    api: service,
    worker: service,
    web: service,
    sandbox: service,
    'plugin-daemon': service,
    'ssrf-proxy': service,
  }),
  hosts: z.strictObject({
    web: z.string().describe('Host of the console'),
    api: z.string().describe('Host of the API'),
  }),
  routes: z.array(route).min(1).describe('What the two Ingress hosts must do (NET-2)'),
  external: externalSchema,
  standIns: standInImagesSchema.describe('Images of the engines that stand in for what is outside the cluster'),
  outside: outside
    .optional()
    .describe('Stand-in of the outside world, behind the SSRF proxy; absent = requests stay inside the cluster'),
  timeouts: z
    .strictObject({
      deploySeconds: z.int().positive().default(300),
      undoSeconds: z.int().positive().default(90),
      checkSeconds: z.int().positive().default(60),
      silentSeconds: z
        .int()
        .min(1)
        .max(600)
        .default(20)
        .describe(
          'How long an answer may be silent and must still pass the ingress; above 60 beats the default of nginx',
        ),
    })
    .prefault({}),
  failover,
  load,
  quick: z
    .strictObject({ load: load.pick({ vus: true, durationSeconds: true }), steadySeconds: z.number().positive() })
    .describe('What --quick shortens; nothing is left out'),
  lint: lint.prefault({}).describe('The static rules'),
  waivers: z.array(waiver).default([]),
});

export type Config = z.infer<typeof configSchema>;
export type PartName = keyof Config['parts'];
export type Route = Config['routes'][number];
