import { expect, test } from 'vitest';
import { writeManifests } from '../../../manifests/testing/sets.ts';
import { lintSet } from '../../lint-set.ts';
import { partText } from '../../testing/dify-text.ts';
import { documents, objectText, serviceText } from '../../testing/example-text.ts';
import { ingressText } from '../../testing/ingress-text.ts';

const PARTS = [
  partText('api'),
  partText('web', { env: { CONSOLE_API_URL: '', APP_API_URL: '' } }),
  serviceText('dify-api', '- { port: 5001 }'),
  serviceText('dify-web', '- { port: 3000 }'),
];
const ALL = ['/console/api', '/api', '/v1', '/files', '/mcp', '/triggers'].map((path) => `Prefix ${path} -> api`);

const routing = async (...edge: string[]): Promise<string[]> => {
  const manifests = await writeManifests({ 'all.yaml': documents(...PARTS, ...edge) });
  const rules = ['route-missing', 'public-url-misrouted', 'backend-missing'];
  const { judgement } = await lintSet({ manifests, today: '2026-01-01', rules });
  return judgement.findings.map(({ rule, message, proof }) => `${rule.id}: ${message}; ${proof}`);
};

const route = (...rules: readonly (readonly [path: string, service: string, port: number])[]): string =>
  objectText(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'dify',
    `spec:\n  parentRefs: [{ name: gateway }]\n  hostnames: [dify.acme.cn]\n  rules:\n${rules
      .map(([path, name, port]) => {
        const match = `{ path: { type: PathPrefix, value: ${path} } }`;
        return `    - { matches: [${match}], backendRefs: [{ name: ${name}, port: ${port} }] }`;
      })
      .join('\n')}`,
  );

test('without a config, an Ingress must route the console, the apps and the pages', async () => {
  expect(await routing(ingressText({ paths: ['Prefix /api -> api', 'Prefix / -> web'] }))).toEqual([
    'route-missing: no host routes /console/api to the part that serves it; GET http://dify.maywzh.com/console/api/ping is answered by web (rule / of Ingress dify/dify-web)',
  ]);
});

test('one that routes everything has no finding', async () => {
  expect(await routing(ingressText({ paths: [...ALL, 'Prefix / -> web'] }))).toEqual([]);
});

test('an HTTPRoute is judged like an Ingress', async () => {
  expect(await routing(route(['/console/api', 'dify-api', 5001], ['/', 'dify-web', 3000]))).toEqual([
    'route-missing: no host routes /api to the part that serves it; GET http://dify.acme.cn/api/x is answered by web (rule / of HTTPRoute dify/dify)',
  ]);
});

test('a target of an HTTPRoute must be in the set', async () => {
  expect(await routing(route(['/', 'dify-wab', 3000]))).toEqual([
    'backend-missing: Service "dify-wab" is not in the set; undefined',
  ]);
});

test('what an nginx behind the Ingress passes on counts as routed', async () => {
  const config = `data:
  default.conf: |
    server {
      location ~ ^/(console/api|api|v1|files|mcp|triggers) { proxy_pass http://dify-api:5001; }
      location / { proxy_pass http://dify-web:3000; }
    }`;
  const edge = `apiVersion: apps/v1
kind: Deployment
metadata: { name: edge, namespace: dify }
spec:
  selector: { matchLabels: { app: edge } }
  template:
    metadata: { labels: { app: edge } }
    spec:
      volumes: [{ name: c, configMap: { name: edge } }]
      containers:
        - { name: nginx, image: nginx:1.27.4, volumeMounts: [{ name: c, mountPath: /etc/nginx/conf.d }] }
`;
  const ingress = ingressText({ paths: ['Prefix / -> web'] }).replace('name: dify-web, port', 'name: edge, port');
  const all = [objectText('v1', 'ConfigMap', 'edge', config), edge, serviceText('edge', '- { port: 3000 }'), ingress];
  expect(await routing(...all)).toEqual([]);
});

test('whether an address may use https is told by the Gateway, if it is in the set', async () => {
  const scheme = async (...gateway: string[]): Promise<string[]> => {
    const api = partText('api', { env: { FILES_URL: 'https://dify.acme.cn' } });
    const manifests = await writeManifests({ 'all.yaml': documents(api, route(['/', 'dify-api', 5001]), ...gateway) });
    const rules = ['public-url-scheme-mismatch'];
    const { judgement } = await lintSet({ manifests, today: '2026-01-01', rules });
    return judgement.findings.map(({ message }) => message);
  };
  const gateway = (protocol: string): string =>
    objectText(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'gateway',
      `spec: { gatewayClassName: any, listeners: [{ name: one, port: 443, protocol: ${protocol} }] }`,
    );
  expect(await scheme()).toEqual([]);
  expect(await scheme(gateway('HTTPS'))).toEqual([]);
  expect(await scheme(gateway('HTTP'))).toEqual(['FILES_URL begins with https://, but dify.acme.cn has no TLS']);
});
