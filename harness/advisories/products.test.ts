import { expect, test } from 'vitest';
import { productOfPackage, productOfRepository, versionOf } from './products.ts';
import { isDistributionPackage, namesImage, parsePurl } from './purl.ts';

test.each([
  ['langgenius/dify-api', 'dify'],
  ['mirror/x/dify-sandbox', 'dify-sandbox'],
  ['library/redis', 'redis'],
  ['bitnami/postgresql', 'postgres'],
  ['ingress-nginx/controller', 'ingress-nginx'],
  ['library/nginx', 'nginx'],
  ['oliver006/redis_exporter', undefined],
  ['nginx/nginx-prometheus-exporter', undefined],
  ['pgvector/pgvector', undefined],
])('%s is %s', (repository, product) => {
  expect(productOfRepository(repository)).toBe(product);
});

test.each([
  ['redis', '7.2.4-alpine', '7.2.4'],
  ['redis', '7', undefined],
  ['postgres', '15.8-bookworm', '15.8.0'],
  ['postgres', '15-alpine', undefined],
  ['milvus', 'v2.6.3', '2.6.3'],
  ['minio', 'RELEASE.2025-09-07T16-13-09Z', '2025.9.7'],
  ['traefik', 'latest', undefined],
] as const)('%s %s is version %s', (product, tag, version) => {
  expect(versionOf(product, tag)).toBe(version);
});

test('a package is known by its name or its Go module, of any major version', () => {
  expect(productOfPackage('next')).toBe('next');
  expect(productOfPackage('github.com/traefik/traefik/v3')).toBe('traefik');
  expect(productOfPackage('@next/env')).toBeUndefined();
});

test('a package URL is taken apart', () => {
  expect(parsePurl('pkg:npm/%40next/env@15.5.9')).toMatchObject({ type: 'npm', name: '@next/env', version: '15.5.9' });
  expect(parsePurl('pkg:golang/github.com/traefik/traefik/v3@v3.6.1')).toMatchObject({ version: 'v3.6.1' });
  expect(parsePurl('redis:7')).toBeUndefined();
  expect(isDistributionPackage('pkg:deb/ubuntu/squid@5.7-0ubuntu0.22.04.4')).toBe(true);
  expect(isDistributionPackage('pkg:npm/next@15.5.9')).toBe(false);
});

test.each([
  ['langgenius/dify-web:1.11.4', true],
  ['registry.corp:5000/mirror/dify-web:1.11.4', true],
  ['dify-web', true],
  ['dify-web:1.10.0', false],
  ['dify-api:1.11.4', false],
  ['pkg:oci/dify-web@sha256:0123?repository_url=docker.io/langgenius/dify-web', true],
  ['pkg:docker/langgenius/dify-web@1.11.4', true],
  ['pkg:oci/dify-web?tag=1.10.0', false],
  ['pkg:npm/next@15.5.9', false],
])('%s names the web image: %s', (said, expected) => {
  expect(namesImage(said, 'langgenius/dify-web', '1.11.4')).toBe(expected);
});
