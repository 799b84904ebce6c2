import { describe, expect, test } from 'vitest';
import { partText } from '../../testing/dify-text.ts';
import { objectText, serviceText } from '../../testing/example-text.ts';
import { API, api, said } from '../../testing/saying-dify.ts';

describe('service links', () => {
  const set = (service: string) =>
    said(
      partText('api', { env: API }),
      objectText('v1', 'Service', 'redis', `spec: { ${service}, ports: [{ port: 6379 }] }`),
    );

  test('only Services with a cluster IP produce variables', async () => {
    expect(await set('selector: { app: redis }')).toEqual([expect.stringContaining('REDIS_PORT=tcp://')]);
    expect(await set('selector: { app: redis }, clusterIP: None')).toEqual([]);
    expect(await set('type: ExternalName, externalName: dbnode0.maywzh.com')).toEqual([]);
  });

  test('an explicit variable wins, and other namespaces do not matter', async () => {
    expect(await said(api({ REDIS_PORT: '6379' }), serviceText('redis', '- port: 6379'))).toEqual([]);
    const elsewhere = serviceText('redis', '- port: 6379').replace('namespace: dify', 'namespace: cache');
    expect(await said(api({}), elsewhere)).toEqual([]);
  });
});

describe('volumes of user 1001', () => {
  const mounted = (pod: string, image?: string) =>
    said(
      partText('api', {
        env: API,
        ...(image ? { image } : {}),
        container: 'volumeMounts: [{ name: storage, mountPath: /app/api/storage }]',
        pod: `${pod}volumes: [{ name: storage, persistentVolumeClaim: { claimName: files } }]`,
      }),
    );

  test('root, an init container and old images can write', async () => {
    expect(await mounted('')).toHaveLength(1);
    expect(await mounted('securityContext: { runAsUser: 0 }\n')).toEqual([]);
    expect(
      await mounted('initContainers: [{ name: own, image: "busybox:1.36", command: [chown, -R, "1001", /s] }]\n'),
    ).toEqual([]);
    expect(await mounted('', 'langgenius/dify-api:1.10.0')).toEqual([]);
  });
});

describe('probes', () => {
  const probed = (part: 'api' | 'worker' | 'sandbox', text: string) =>
    said(
      partText(part, {
        env: part === 'sandbox' ? { HTTP_PROXY: 'http://p', HTTPS_PROXY: 'http://p' } : { ...API, MODE: part },
        container: text,
      }),
    );

  test('a liveness probe without a startup probe must allow for startup', async () => {
    const get = 'httpGet: { path: /health, port: 5001 }';
    expect(await probed('api', `livenessProbe: { ${get} }`)).toEqual([expect.stringContaining('30 s after it starts')]);
    expect(await probed('api', `livenessProbe: { ${get}, initialDelaySeconds: 60 }`)).toEqual([]);
    expect(await probed('api', `readinessProbe: { ${get} }`)).toEqual([]);
  });

  test('an existing API path with a query is fine', async () => {
    const ready = (path: string) => probed('api', `readinessProbe: { httpGet: { path: ${path}, port: 5001 } }`);
    expect(await ready('/console/api/setup?a=1')).toEqual([]);
    expect(await ready('/healthz')).toEqual([expect.stringContaining('/healthz')]);
  });

  test('HEAD in all forms', async () => {
    const alive = (command: string) =>
      probed('sandbox', `livenessProbe: { exec: { command: [sh, -c, "${command}"] } }`);
    expect(await alive('curl -sfI localhost:8194/health')).toHaveLength(1);
    expect(await alive('wget -q --spider localhost:8194/health')).toHaveLength(1);
    expect(await alive('curl -sf localhost:8194/health')).toEqual([]);
  });

  test('a ping needs more time than it waits for replies', async () => {
    const ping = (seconds: number, wait: string) =>
      probed(
        'worker',
        `readinessProbe: { exec: { command: [sh, -c, "celery -A app.celery inspect ping ${wait} -d celery@$HOSTNAME"] }, timeoutSeconds: ${seconds}, periodSeconds: 60 }`,
      );
    expect(await ping(30, '-t 10')).toEqual([]);
    expect(await ping(30, '--timeout=40')).toHaveLength(1);
    expect(await ping(5, '')).toHaveLength(1);
  });
});
