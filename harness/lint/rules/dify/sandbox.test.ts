import { describe, expect, test } from 'vitest';
import { partText } from '../../testing/dify-text.ts';
import { objectText } from '../../testing/example-text.ts';
import { said } from '../../testing/saying-dify.ts';

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

  test('a variable overrides the mounted file', async () => {
    expect(await file(`${WHOLE}False`)).toEqual(['enable_network is "false"']);
    expect(await file(`${WHOLE}False`, { ENABLE_NETWORK: 'true' })).toEqual([]);
    expect(await file(`${WHOLE}True`, { ENABLE_NETWORK: 'yes' })).toEqual(['ENABLE_NETWORK is "yes"']);
  });

  test('the Python path in the mounted file', async () => {
    expect(await file(`${WHOLE}true\npython_path: /opt/python/bin/python3`)).toEqual([
      expect.stringContaining('0.2.12 has Python at /usr/local/bin/python3'),
    ]);
    expect(await file(`${WHOLE}true\npython_path: /usr/bin/python3`)).toEqual([]);
  });

  test('a file that is not valid YAML gives no finding here', async () => {
    expect(await file('a: [')).toEqual([]);
  });

  const rights = (text: string) => said(partText('sandbox', { env: PROXY, container: `securityContext: { ${text} }` }));

  test('capabilities', async () => {
    expect(await rights('privileged: true, capabilities: { drop: [ALL] }')).toEqual([]);
    expect(await rights('capabilities: { drop: [CAP_CHOWN, NET_RAW] }')).toEqual(['the sandbox lacks CHOWN']);
    expect(await rights('capabilities: { drop: [NET_RAW] }')).toEqual([]);
  });

  test('the container overrides its pod', async () => {
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

  test('including conf.d allows the pods, unless a volume hides it', async () => {
    const text = 'http_port 0.0.0.0:3128\ninclude /etc/squid/conf.d/*.conf\nhttp_access deny all';
    expect(await squid(text)).toEqual([]);
    expect(await squid(text, 'mountPath: /etc/squid/')).toEqual(
      expect.arrayContaining(['squid.conf has no rule that allows the pods']),
    );
  });

  test('rules after "deny all" and comments do not count', async () => {
    const text =
      'http_port 3128\nacl localnet src 10.0.0.0/8\n# http_access allow localnet\nhttp_access deny all\nhttp_access allow localnet';
    expect(await squid(text)).toEqual(['squid.conf has no rule that allows the pods']);
  });
});
