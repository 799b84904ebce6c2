import { describe, expect, test } from 'vitest';
import { documents, objectText, serviceText } from '../example-text.ts';
import { judge } from '../judge.ts';
import { messages } from '../saying.ts';
import { exampleInput, fixtureInput } from '../testing.ts';
import { partText } from './examples.ts';
import { dify } from './index.ts';

const said = (...texts: string[]) => messages(dify, documents(...texts));
const unjudged = async (...texts: string[]) =>
  judge(await exampleInput({ manifests: documents(...texts) }), dify, '2026-01-01').rules.flatMap((rule) =>
    rule.unjudged.map(({ message }) => message),
  );
/** Settings that no rule has anything against. */
const API = { SERVER_WORKER_CONNECTIONS: '100', MIGRATION_ENABLED: 'true' };
const api = (env: Record<string, string>) => partText('api', { env: { ...API, ...env } });

test('no message of any mutation holds the value of a secret', async () => {
  const secret = 'S3cr3tValue9';
  const edits = [
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${PLUGIN_DAEMON_KEY}', by: `: ${secret}` },
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${SANDBOX_API_KEY}', by: `: ${secret}-of-the-sandbox` },
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${REDIS_PASSWORD}', by: `: ${secret}/${secret}` },
    { file: 'manifests/dify/11-secret.yaml', replace: ':${REDIS_PASSWORD}@', by: `:${secret}/${secret}#@` },
    { file: 'manifests/dify/11-secret.yaml', replace: ': ${INIT_PASSWORD}', by: `: ${secret.repeat(4)}` },
    {
      file: 'manifests/dify/31-plugin-daemon.yaml',
      replace: 'key: PLUGIN_DAEMON_KEY',
      by: 'key: CODE_EXECUTION_API_KEY',
    },
  ];
  const { findings } = judge(await fixtureInput(edits), dify, '2026-01-01');
  expect(findings.map(({ rule }) => rule.id)).toEqual(
    expect.arrayContaining(['plugin-daemon-key-differs', 'init-password-too-long', 'broker-password-not-encoded']),
  );
  const shown = findings.map(({ rule: _, ...finding }) => JSON.stringify(finding)).join('\n');
  expect(shown).not.toContain(secret);
});

describe('keys', () => {
  const daemon = (key: string) =>
    partText('plugin-daemon', {
      env: {
        SERVER_KEY: key,
        DIFY_INNER_API_URL: 'http://dify-api:5001',
        DIFY_INNER_API_KEY: 'inner-api-key',
        ...{ DB_HOST: 'db', DB_PORT: '5432', DB_USERNAME: 'dify', DB_PASSWORD: '${DB_PASSWORD}', DB_DATABASE: 'dify' },
        ...{ PLUGIN_WORKING_PATH: '/cwd', PLUGIN_REMOTE_INSTALLING_ENABLED: 'false' },
      },
    });

  test('a placeholder and a plain text can not be compared', async () => {
    const texts = [api({ PLUGIN_DAEMON_KEY: 'abc' }), daemon('${PLUGIN_DAEMON_KEY}')];
    expect(await said(...texts)).toEqual([]);
    expect(await unjudged(...texts)).toEqual([expect.stringContaining('filled in when deploying')]);
  });

  test('a key that is not set is the one built into Dify', async () => {
    expect(await said(api({}), daemon('plugin-api-key'))).toEqual([]);
    expect(await said(api({}), daemon('another'))).toEqual([
      expect.stringMatching(/^PLUGIN_DAEMON_KEY .* not the same$/),
    ]);
  });

  test('one wrong reference in a shared source is one finding', async () => {
    const config = objectText('v1', 'Secret', 'keys', 'stringData: { PLUGIN_DAEMON_KEY: "${OTHER}" }');
    const from = 'envFrom: [{ secretRef: { name: keys } }]';
    const both = [
      partText('api', { env: API, container: from }),
      partText('worker', { env: { MODE: 'worker' }, container: from }),
    ];
    expect(await said(config, ...both, daemon('${PLUGIN_DAEMON_KEY}'))).toHaveLength(1);
  });
});

test('a second Dify in another namespace is not compared with the first', async () => {
  const elsewhere = partText('worker', { env: { SECRET_KEY: '${STAGING_KEY}', MODE: 'worker' } }).replace(
    'namespace: dify',
    'namespace: staging',
  );
  expect(await said(elsewhere, api({ SECRET_KEY: '${SECRET_KEY}' }))).toEqual([]);
  const here = elsewhere.replace('namespace: staging', 'namespace: dify');
  expect(await said(here, api({ SECRET_KEY: '${SECRET_KEY}' }))).toEqual([
    expect.stringContaining('SECRET_KEY of dify-worker'),
  ]);
});

describe('broker', () => {
  const broker = (url: string, more: Record<string, string> = {}) =>
    said(api({ REDIS_HOST: 'redis.internal', REDIS_PASSWORD: 'p@ss/w', CELERY_BROKER_URL: url, ...more }));

  test('compares the password after decoding', async () => {
    expect(await broker('redis://:p%40ss%2Fw@redis.internal:6379/1')).toEqual([]);
    expect(await broker('redis://user:p%40ss%2Fw@redis.internal/1')).toEqual([]);
    expect(await broker('redis://:other@redis.internal:6379/1')).toEqual([
      expect.stringContaining('not that of REDIS_PASSWORD'),
    ]);
    expect(await broker('redis://redis.internal:6379/1')).toEqual([
      expect.stringContaining('not that of REDIS_PASSWORD'),
    ]);
  });

  test('a password that is right but not encoded is one finding', async () => {
    expect(await broker('redis://:p@ss/w@redis.internal:6379/1')).toEqual([expect.stringContaining('not URL-encoded')]);
  });

  test('another Redis has another password', async () => {
    expect(await broker('redis://:other@queue.internal:6379/1')).toEqual([
      expect.stringContaining('queue.internal:6379'),
    ]);
  });

  test('without a database it is database 0, that of the cache', async () => {
    expect(await broker('redis://:p%40ss%2Fw@redis.internal:6379')).toEqual([expect.stringContaining('database 0')]);
  });
});

describe('queues', () => {
  const ALL =
    'dataset,priority_dataset,priority_pipeline,pipeline,mail,ops_trace,app_deletion,plugin,workflow_storage,conversation,workflow,schedule_poller,schedule_executor,triggered_workflow_dispatcher,trigger_refresh_executor,retention';
  const worker = (name: string, env: Record<string, string>) =>
    partText('worker', { name, env: { MODE: 'worker', ...env } });

  test('two workers together take all', async () => {
    const [first, ...rest] = ALL.split(',');
    const texts = [
      worker('dify-worker', { CELERY_QUEUES: first ?? '' }),
      worker('dify-worker-2', { CELERY_WORKER_QUEUES: rest.join(',') }),
    ];
    expect(await said(...texts)).toEqual([]);
    expect(await said(texts[0] ?? '')).toEqual([expect.stringContaining('retention')]);
  });

  test('one worker without a list takes all', async () => {
    expect(await said(worker('dify-worker', {}), worker('dify-worker-2', { CELERY_QUEUES: 'dataset' }))).toEqual([]);
  });

  test('a -Q in the command counts', async () => {
    const command = 'command: [celery, -A, app.celery, worker, -Q, "dataset,mail"]';
    expect(await said(partText('worker', { container: command }))).toEqual([
      expect.stringContaining('priority_dataset'),
    ]);
  });

  test('an older Dify has fewer', async () => {
    const env = { MODE: 'worker', CELERY_QUEUES: 'dataset,mail,ops_trace,app_deletion' };
    const old = (part: 'api' | 'worker', more: Record<string, string>) =>
      partText(part, { image: 'langgenius/dify-api:1.0.0', env: more });
    expect(await said(old('api', API), old('worker', env))).toEqual([]);
  });
});

describe('addresses of the browser', () => {
  const web = (env: Record<string, string>) => partText('web', { env: { APP_API_URL: '', ...env } });

  test('two hosts without a common domain can not share a cookie', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com' }),
      web({ CONSOLE_API_URL: 'http://dify.example.org' }),
    );
    expect(found).toEqual([expect.stringContaining('there is no COOKIE_DOMAIN')]);
  });

  test('one host needs neither domain nor CORS', async () => {
    expect(await said(api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com' }), web({ CONSOLE_API_URL: '' }))).toEqual([]);
  });

  test('no browser takes a cookie for a single label or an address', async () => {
    const at = (host: string) =>
      said(
        api({ CONSOLE_WEB_URL: `http://${host}`, COOKIE_DOMAIN: host }),
        web({ CONSOLE_API_URL: '', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
      );
    expect(await at('localhost')).toEqual([expect.stringContaining('no cookie for the domain')]);
    expect(await at('10.0.0.1')).toEqual([expect.stringContaining('no cookie for the domain')]);
  });

  test('before 1.10.0 there is no cookie domain', async () => {
    const old = partText('api', {
      image: 'langgenius/dify-api:1.9.1',
      env: { ...API, CONSOLE_WEB_URL: 'http://dify.maywzh.com' },
    });
    expect(await said(old, web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com' }))).toEqual([]);
  });

  test('https on the web server alone: the cookies have different names', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: '', CONSOLE_API_URL: 'https://dify.maywzh.com' }),
      web({ CONSOLE_API_URL: 'https://dify.maywzh.com' }),
    );
    expect(found).toEqual([
      expect.stringContaining('names its cookie csrf_token, the console reads __Host-csrf_token'),
    ]);
  });

  test('an origin that is only written wrongly is found once, by the rule about writing', async () => {
    const found = await said(
      api({
        CONSOLE_WEB_URL: 'http://dify.maywzh.com',
        COOKIE_DOMAIN: 'maywzh.com',
        CONSOLE_CORS_ALLOW_ORIGINS: 'http://other.maywzh.com, http://dify.maywzh.com',
      }),
      web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
    );
    expect(found).toEqual([expect.stringContaining('" http://dify.maywzh.com"')]);
  });

  test('a star answers to all', async () => {
    const found = await said(
      api({ CONSOLE_WEB_URL: 'http://dify.maywzh.com', COOKIE_DOMAIN: 'maywzh.com', CONSOLE_CORS_ALLOW_ORIGINS: '*' }),
      web({ CONSOLE_API_URL: 'http://dify-api.maywzh.com', NEXT_PUBLIC_COOKIE_DOMAIN: '1' }),
    );
    expect(found).toEqual([]);
  });
});

describe('sandbox', () => {
  const PROXY = { HTTP_PROXY: 'http://p:3128', HTTPS_PROXY: 'http://p:3128' };
  const file = (text: string, env: Record<string, string> = {}) =>
    said(
      objectText('v1', 'ConfigMap', 'files', `data:\n  config.yaml: |\n${text.replace(/^/gm, '    ')}`),
      partText('sandbox', {
        env: { ...PROXY, ...env },
        container: 'volumeMounts: [{ name: conf, mountPath: /conf/config.yaml, subPath: config.yaml }]',
        pod: 'volumes: [{ name: conf, configMap: { name: files } }]',
      }),
    );
  const WHOLE = 'app: { port: 8194, key: k }\nmax_workers: 4\nmax_requests: 50\nenable_network: ';

  test('a variable wins over the mounted file', async () => {
    expect(await file(`${WHOLE}False`)).toEqual(['enable_network is "false"']);
    expect(await file(`${WHOLE}False`, { ENABLE_NETWORK: 'true' })).toEqual([]);
    expect(await file(`${WHOLE}True`, { ENABLE_NETWORK: 'yes' })).toEqual(['ENABLE_NETWORK is "yes"']);
  });

  test('the path of Python in the mounted file', async () => {
    expect(await file(`${WHOLE}true\npython_path: /opt/python/bin/python3`)).toEqual([
      expect.stringContaining('0.2.12 has its Python at /usr/local/bin/python3'),
    ]);
    expect(await file(`${WHOLE}true\npython_path: /usr/bin/python3`)).toEqual([]);
  });

  test('a file that is no YAML says nothing here', async () => {
    expect(await file('a: [')).toEqual([]);
  });

  const rights = (text: string) => said(partText('sandbox', { env: PROXY, container: `securityContext: { ${text} }` }));

  test('capabilities', async () => {
    expect(await rights('privileged: true, capabilities: { drop: [ALL] }')).toEqual([]);
    expect(await rights('capabilities: { drop: [CAP_CHOWN, NET_RAW] }')).toEqual(['the sandbox lacks CHOWN']);
    expect(await rights('capabilities: { drop: [NET_RAW] }')).toEqual([]);
  });

  test('the container wins over its pod', async () => {
    const pod = 'securityContext: { runAsNonRoot: true, runAsUser: 1001 }';
    const container = 'securityContext: { runAsNonRoot: false, runAsUser: 0 }';
    expect(await said(partText('sandbox', { env: PROXY, pod, container }))).toEqual([]);
    expect(await said(partText('sandbox', { env: PROXY, pod }))).toEqual(['the sandbox runs as user 1001']);
  });
});

describe('squid', () => {
  const squid = (text: string, mount = 'mountPath: /etc/squid/squid.conf, subPath: squid.conf') =>
    said(
      objectText('v1', 'ConfigMap', 'files', `data:\n  squid.conf: |\n${text.replace(/^/gm, '    ')}`),
      partText('ssrf-proxy', {
        container: `volumeMounts: [{ name: files, ${mount} }]`,
        pod: 'volumes: [{ name: files, configMap: { name: files } }]',
      }),
    );

  test('the include of conf.d lets pods in, unless a volume hides it', async () => {
    const text = 'http_port 0.0.0.0:3128\ninclude /etc/squid/conf.d/*.conf\nhttp_access deny all';
    expect(await squid(text)).toEqual([]);
    expect(await squid(text, 'mountPath: /etc/squid/')).toEqual(
      expect.arrayContaining(['no rule of squid.conf lets a pod in']),
    );
  });

  test('a rule after "deny all" is never tried, nor is a comment', async () => {
    const text =
      'http_port 3128\nacl localnet src 10.0.0.0/8\n# http_access allow localnet\nhttp_access deny all\nhttp_access allow localnet';
    expect(await squid(text)).toEqual(['no rule of squid.conf lets a pod in']);
  });
});

describe('service links', () => {
  const set = (service: string) =>
    said(
      partText('api', { env: API }),
      objectText('v1', 'Service', 'redis', `spec: { ${service}, ports: [{ port: 6379 }] }`),
    );

  test('only a Service with an address makes variables', async () => {
    expect(await set('selector: { app: redis }')).toEqual([expect.stringContaining('REDIS_PORT=tcp://')]);
    expect(await set('selector: { app: redis }, clusterIP: None')).toEqual([]);
    expect(await set('type: ExternalName, externalName: dbnode0.maywzh.com')).toEqual([]);
  });

  test('a variable of its own wins, another namespace is far', async () => {
    expect(await said(api({ REDIS_PORT: '6379' }), serviceText('redis', '- port: 6379'))).toEqual([]);
    const far = serviceText('redis', '- port: 6379').replace('namespace: dify', 'namespace: cache');
    expect(await said(api({}), far)).toEqual([]);
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

  test('root, an init container and old images may write', async () => {
    expect(await mounted('')).toHaveLength(1);
    expect(await mounted('securityContext: { runAsUser: 0 }\n')).toEqual([]);
    expect(
      await mounted('initContainers: [{ name: own, image: "busybox:1.36", command: [chown, -R, "1001", /s] }]\n'),
    ).toEqual([]);
    expect(await mounted('', 'langgenius/dify-api:1.10.0')).toEqual([]);
  });
});
