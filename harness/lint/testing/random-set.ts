import fc from 'fast-check';

/** Few names, so that objects meet: selectors that select, references that lead somewhere, and some that don't. */
const name = fc.constantFrom('dify-api', 'dify-web', 'dify-worker', 'dify-sandbox', 'other', 'x');
const key = fc.constantFrom('DB_HOST', 'SECRET_KEY', 'REDIS_PASSWORD', 'LOG_LEVEL', 'S3_ENDPOINT', 'MODE', 'PORT');
const value = fc.oneof(
  fc.constantFrom('', 'true', '5001', '${SECRET_KEY}', 'redis://:p@h:6379/1', 'http://dify-api:5001', '$(DB_HOST)'),
  fc.string({ maxLength: 12 }),
);
const port = fc.oneof(fc.constantFrom(80, 3000, 5001, 5002, 8194), fc.integer({ min: 1, max: 65_535 }));
const portName = fc.constantFrom('http', 'proxy', 'debug');
const metadata = name.map((own) => ({ name: own, namespace: 'dify' }));
const data = fc.dictionary(key, value, { maxKeys: 5 });

const reference = fc.record({ name, key });
const variable = fc.oneof(
  fc.record({ name: key, value }),
  fc.record({ name: key, valueFrom: fc.record({ secretKeyRef: reference }) }),
  fc.record({ name: key, valueFrom: fc.record({ configMapKeyRef: reference }) }),
  fc.record({ name: key, valueFrom: fc.constant({ fieldRef: { fieldPath: 'status.podIP' } }) }),
);
const envFrom = fc.oneof(
  fc.record({ configMapRef: fc.record({ name }) }),
  fc.record({ secretRef: fc.record({ name }), prefix: fc.constantFrom('', 'P_') }),
);
const probe = fc.record({ httpGet: fc.record({ path: fc.constant('/health'), port: fc.oneof(port, portName) }) });
const quantities = fc.record({ cpu: fc.constantFrom('100m', '1'), memory: fc.constantFrom('64Mi', '1Gi') });

const container = fc.record(
  {
    name: fc.constantFrom('main', 'side'),
    image: fc.constantFrom('langgenius/dify-api:1.11.4', 'nginx', 'example.com/app@sha256:0', 'a:latest'),
    env: fc.array(variable, { maxLength: 5 }),
    envFrom: fc.array(envFrom, { maxLength: 3 }),
    ports: fc.array(fc.record({ name: portName, containerPort: port }), { maxLength: 2 }),
    readinessProbe: probe,
    resources: fc.record({ requests: quantities, limits: quantities }, { requiredKeys: [] }),
    volumeMounts: fc.array(fc.record({ name, mountPath: fc.constantFrom('/a', '/b') }), { maxLength: 2 }),
  },
  { requiredKeys: ['name', 'image'] },
);
const volume = fc.oneof(
  fc.record({ name, configMap: fc.record({ name }) }),
  fc.record({ name, persistentVolumeClaim: fc.record({ claimName: name }) }),
  fc.record({ name, emptyDir: fc.constant({}) }),
);
const podSpec = fc.record(
  { containers: fc.array(container, { minLength: 1, maxLength: 2 }), volumes: fc.array(volume, { maxLength: 2 }) },
  { requiredKeys: ['containers'] },
);
const labels = name.map((app) => ({ app }));
const deployment = fc.record({
  apiVersion: fc.constant('apps/v1'),
  kind: fc.constant('Deployment'),
  metadata,
  spec: fc.tuple(labels, fc.integer({ min: 0, max: 3 }), podSpec).map(([own, replicas, spec]) => ({
    ...{ replicas, selector: { matchLabels: own }, template: { metadata: { labels: own }, spec } },
  })),
});
const service = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Service'),
  metadata,
  spec: fc.record({
    selector: labels,
    ports: fc.array(fc.record({ port, targetPort: fc.oneof(port, portName) }), { minLength: 1, maxLength: 1 }),
  }),
});
const path = fc.record({
  path: fc.constantFrom('/', '/api', '/console/api', '/console(/|$)(.*)', '/v1'),
  pathType: fc.constantFrom('Prefix', 'Exact', 'ImplementationSpecific'),
  backend: fc.record({ service: fc.record({ name, port: fc.record({ number: port }) }) }),
});
const ingress = fc.record({
  apiVersion: fc.constant('networking.k8s.io/v1'),
  kind: fc.constant('Ingress'),
  metadata,
  spec: fc.record({
    rules: fc.array(
      fc.record({
        host: fc.constantFrom('dify.maywzh.com', 'dify-api.maywzh.com', '*.maywzh.com'),
        http: fc.record({ paths: fc.array(path, { minLength: 1, maxLength: 4 }) }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
});
const configMap = fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('ConfigMap'), metadata, data });
const secret = fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Secret'), metadata, stringData: data });
const claim = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('PersistentVolumeClaim'),
  metadata,
  spec: fc.constant({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }),
});

/** For tests: sets of well-formed objects of the fixture's kinds, with names that meet or miss each other. */
export const randomObjects: fc.Arbitrary<readonly object[]> = fc.array(
  fc.oneof(deployment, service, ingress, configMap, secret, claim),
  { minLength: 1, maxLength: 12 },
);
