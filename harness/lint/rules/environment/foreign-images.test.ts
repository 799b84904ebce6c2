import { expect, test } from 'vitest';
import { writeManifests } from '../../../manifests/testing/sets.ts';
import { lintSet } from '../../lint-set.ts';
import { partText } from '../../testing/dify-text.ts';
import { deploymentText, documents, objectText, serviceText } from '../../testing/example-text.ts';

const found = async (...texts: string[]): Promise<string[]> => {
  const manifests = await writeManifests({ 'all.yaml': documents(...texts) });
  const rules = ['placeholder-domain', 'compose-hostname-in-variable', 'service-port-missing'];
  const { judgement } = await lintSet({ manifests, today: '2026-01-01', rules });
  return judgement.findings.map(({ rule, message }) => `${rule.id}: ${message}`);
};

const shared = (data: string): string => objectText('v1', 'ConfigMap', 'shared', `data: ${data}`);
const container = 'envFrom: [{ configMapRef: { name: shared } }]';
const nginx = deploymentText('edge', { image: 'nginx:1.27.4', container });

test('an address for certbot is no placeholder where nothing asks for certificates', async () => {
  expect(await found(shared('{ CERTBOT_DOMAIN: your_domain.com, CERTBOT_EMAIL: you@example.com }'), nginx)).toEqual([]);
});

test('it is one where nginx asks for certificates', async () => {
  const data = '{ CERTBOT_DOMAIN: your_domain.com, NGINX_ENABLE_CERTBOT_CHALLENGE: "true" }';
  expect(await found(shared(data), nginx)).toEqual([
    'placeholder-domain: CERTBOT_DOMAIN contains the placeholder domain your_domain.com',
  ]);
});

test('nginx does not read what it gets with a ConfigMap that all share', async () => {
  const data = '{ CODE_EXECUTION_ENDPOINT: "http://sandbox:8194" }';
  expect(await found(shared(data), nginx)).toEqual([]);
  expect(await found(shared(data), nginx, partText('api', { container }))).toEqual([
    'compose-hostname-in-variable: CODE_EXECUTION_ENDPOINT points Deployment dify/dify-api to "sandbox", a name from the Compose deployment',
  ]);
});

test('a URL of Qdrant without a port means 6333', async () => {
  const api = (url: string) => partText('api', { env: { VECTOR_STORE: 'qdrant', QDRANT_URL: url } });
  const qdrant = deploymentText('qdrant', { image: 'qdrant/qdrant:v1.8.3' });
  const service = serviceText('qdrant', '- { port: 6333 }');
  expect(await found(api('http://qdrant'), qdrant, service)).toEqual([]);
  expect(await found(api('http://qdrant:80'), qdrant, service)).toEqual([
    'service-port-missing: QDRANT_URL points Deployment dify/dify-api to port 80 of Service "qdrant", which has no such port',
  ]);
});
