import type { Component } from '../inference/index.ts';

/** Server outside → the image that stands in for it. */
export const STAND_IN_IMAGES: Readonly<Record<string, string>> = {
  postgres: 'postgres:15',
  redis: 'redis:7',
  milvus: 'milvusdb/milvus:v2.6.3',
  pgvector: 'pgvector/pgvector:pg17',
  s3: 'minio/minio:RELEASE.2025-09-07T16-13-09Z',
};

export const NODE_IMAGE = 'kindest/node:v1.34.4';
export const INGRESS_IMAGE = 'traefik:v3.6.12';
export const OUTSIDE = {
  host: 'outside.dify-e2e.example',
  address: '203.0.113.80',
  image: 'localhost/outside-world:1',
} as const;

/** Images of the harness itself → the recipes that build them where no registry has them. */
export const OWN_SUBSTITUTES: Readonly<Record<string, string>> = {
  [NODE_IMAGE]: 'node',
  [INGRESS_IMAGE]: 'traefik',
  'postgres:15': 'postgres',
  'redis:7': 'redis',
  'milvusdb/milvus:v2.6.3': 'milvus',
  'pgvector/pgvector:pg17': 'pgvector',
  'minio/minio:RELEASE.2025-09-07T16-13-09Z': 'minio',
  [OUTSIDE.image]: 'outside',
};

/** What runs in a container of the set → the recipe that builds the same software. */
export const SUBSTITUTES: Readonly<Partial<Record<Component, string>>> = {
  'ssrf-proxy': 'squid',
  nginx: 'nginx',
  postgres: 'postgres',
  pgvector: 'pgvector',
  redis: 'redis',
  minio: 'minio',
  milvus: 'milvus',
};

/** What runs in a container of the set → its contract double. */
export const DOUBLES: Readonly<Partial<Record<Component, string>>> = {
  api: 'dify-api',
  worker: 'dify-api',
  beat: 'dify-api',
  'api-websocket': 'dify-api',
  web: 'dify-web',
  sandbox: 'dify-sandbox',
  'plugin-daemon': 'dify-plugin-daemon',
};
