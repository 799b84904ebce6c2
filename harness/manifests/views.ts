import { z } from 'zod';

/**
 * The parts of Kubernetes objects that the rules read, loosely: what is not named here passes as it is,
 * and the API server judges the whole when the set is applied (field validation is strict there).
 */
const text = z.string();
const labels = z.record(text, text);
const reference = z.looseObject({ name: text.optional(), optional: z.boolean().optional() });
const keyReference = reference.extend({ key: text });
const items = z.array(z.looseObject({ key: text, path: text })).optional();

const variable = z.looseObject({
  name: text,
  value: z.string('must be a text: put it in quotes').optional(),
  valueFrom: z
    .looseObject({ configMapKeyRef: keyReference.optional(), secretKeyRef: keyReference.optional() })
    .optional(),
});

const container = z.looseObject({
  name: text,
  image: text.optional(),
  ports: z.array(z.looseObject({ name: text.optional(), containerPort: z.int() })).optional(),
  env: z.array(variable).optional(),
  envFrom: z.array(z.looseObject({ configMapRef: reference.optional(), secretRef: reference.optional() })).optional(),
  volumeMounts: z.array(z.looseObject({ name: text, mountPath: text, subPath: text.optional() })).optional(),
});

const volume = z.looseObject({
  name: text,
  configMap: reference.extend({ items }).optional(),
  secret: z.looseObject({ secretName: text.optional(), optional: z.boolean().optional(), items }).optional(),
  persistentVolumeClaim: z.looseObject({ claimName: text }).optional(),
});

export const podSpec = z.looseObject({
  serviceAccountName: text.optional(),
  containers: z.array(container).min(1),
  initContainers: z.array(container).optional(),
  volumes: z.array(volume).optional(),
});

export const workload = z.looseObject({
  spec: z.looseObject({
    replicas: z.int().min(0).optional(),
    selector: z.looseObject({ matchLabels: labels.optional() }).optional(),
    template: z.looseObject({ metadata: z.looseObject({ labels: labels.optional() }).optional(), spec: podSpec }),
  }),
});

export const service = z.looseObject({
  spec: z.looseObject({
    type: text.optional(),
    selector: labels.optional(),
    ports: z
      .array(z.looseObject({ name: text.optional(), port: z.int(), targetPort: z.union([z.int(), text]).optional() }))
      .optional(),
  }),
});

const backend = z.looseObject({
  service: z
    .looseObject({ name: text, port: z.looseObject({ number: z.int().optional(), name: text.optional() }).optional() })
    .optional(),
});

export const ingress = z.looseObject({
  spec: z.looseObject({
    defaultBackend: backend.optional(),
    rules: z
      .array(
        z.looseObject({
          host: text.optional(),
          http: z.looseObject({ paths: z.array(z.looseObject({ path: text.optional(), backend })) }).optional(),
        }),
      )
      .optional(),
  }),
});

const data = z.record(text, z.string('must be a text: put it in quotes')).nullish();
const configMap = z.looseObject({ data, binaryData: data });
const secret = z.looseObject({ data, stringData: data });

/** Kind → what has to fit before a rule may look at it. */
export const VIEWS = new Map<string, z.ZodType>([
  ['Deployment', workload],
  ['StatefulSet', workload],
  ['DaemonSet', workload],
  ['Job', workload],
  ['Service', service],
  ['Ingress', ingress],
  ['ConfigMap', configMap],
  ['Secret', secret],
]);

export type PodSpec = z.infer<typeof podSpec>;
export type Container = z.infer<typeof container>;
export type Backend = z.infer<typeof backend>;
export type ServicePorts = z.infer<typeof service>['spec']['ports'];
