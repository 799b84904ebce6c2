import type { Component } from './components.ts';

type Said = Component | 'backend' | 'none';

/** Images of Dify; `backend` is its API image, which runs as API, worker or beat. */
const DIFY: readonly (readonly [RegExp, Said])[] = [
  [/dify[-_./]?(agent[-_./]?)?local[-_]?sandbox/, 'local-sandbox'],
  [/dify[-_./]?agent([-_./]?backend)?$/, 'agent-backend'],
  [/dify[-_./]?plugin[-_]?daemon/, 'plugin-daemon'],
  [/dify[-_./]?sandbox/, 'sandbox'],
  [/dify[-_./]?(web|frontend|ui)([-_.]|$)/, 'web'],
  [/dify[-_./]?(api|backend|server)([-_.]|$)/, 'backend'],
];

const OTHERS: readonly (readonly [RegExp, Said])[] = [
  // Exporters, back-ups and dashboards bear the name of what they serve.
  [/export(er)?|dashboards?|kibana|attu|backup|insight|commander|-init$|operator/, 'none'],
  [/squid/, 'ssrf-proxy'],
  [/pgvecto/, 'pgvector'],
  [/postgres|timescaledb|spilo/, 'postgres'],
  [/mysql|mariadb|percona/, 'mysql'],
  [/redis|valkey|keydb|dragonfly/, 'redis'],
  [/weaviate/, 'weaviate'],
  [/qdrant/, 'qdrant'],
  [/milvus/, 'milvus'],
  [/minio/, 'minio'],
  [/etcd/, 'etcd'],
  [/opensearch/, 'opensearch'],
  [/elasticsearch/, 'elasticsearch'],
  [/chroma/, 'chroma'],
  [/nginx|openresty|tengine/, 'nginx'],
];

/** @returns the repository of an image in lower case, without tag and digest: `registry.corp/mirror/dify-api`. */
export const repositoryIn = (image: string): string =>
  (image.split('@', 1)[0] ?? '').replace(/:[^/:]*$/, '').toLowerCase();

/**
 * Reads an image's name, whatever registry or mirror it comes from. Its last folder counts only for Dify's own images
 * (`dify/api`): a mirror's folder must not decide.
 * @returns `none` = certainly no part; undefined = the name says nothing.
 */
export function componentOfImage(image: string): Said | undefined {
  const segments = repositoryIn(image).split('/');
  const [name, inFolder] = [segments.at(-1) ?? '', segments.slice(-2).join('/')];
  const found =
    DIFY.find(([pattern]) => pattern.test(name)) ??
    OTHERS.find(([pattern]) => pattern.test(name)) ??
    DIFY.find(([pattern]) => pattern.test(inFolder));
  return found?.[1];
}

/** @returns the version that the tag starts with, `1.11.4`; undefined for `latest`, a digest or a branch. */
export function versionInTag(image: string): string | undefined {
  const tag = /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1] ?? '';
  return /^v?(\d+\.\d+\.\d+)(?![\d.])/.exec(tag)?.[1];
}
