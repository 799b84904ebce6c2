/** Keys of Dify's own parts: whoever sets them makes them up (Dify, docker/.env.example). */
const OWN =
  /^(SECRET_KEY|INIT_PASSWORD|ADMIN_API_KEY|(CODE_EXECUTION_|SANDBOX_)?API_KEY|PLUGIN_DAEMON_KEY|SERVER_KEY|(PLUGIN_)?DIFY_INNER_API_KEY|INNER_API_KEY(_FOR_PLUGIN)?)$/;
/** Accounts of databases and stores: the server has to get the new value, too. */
const OF_STORES =
  /^((DB|PG|POSTGRES|MYSQL|REDIS|CELERY|MILVUS|MINIO|S3|WEAVIATE|QDRANT|OPENSEARCH|ELASTICSEARCH|PGVECTOR|PGVECTO_RS|CHROMA|OCEANBASE|COUCHBASE|ORACLE|VASTBASE|OPENGAUSS|MATRIXONE|MYSCALE|IRIS|ARCHIVE_STORAGE)_?\w*|PGPASSWORD)$/;

/** Who decides on the value of a secret: the deployment, a store that it runs, or somebody else who issued it. */
export type Origin = 'own' | 'store' | 'issued';

/** @returns where a secret of this name is from. A URL with a password is an account of a store. */
export function originOf(name: string, inUrl = false): Origin {
  const upper = name.toUpperCase().replaceAll(/[-.]/g, '_');
  if (OWN.test(upper)) return 'own';
  if (inUrl || OF_STORES.test(upper) || /PASSWORD$/.test(upper)) return 'store';
  return 'issued';
}

/** @returns how to get a better value; never a made-up one for a key that somebody else issues. */
export function renewal(name: string, inUrl = false): string {
  const generated = `openssl rand -hex ${name === 'INIT_PASSWORD' ? 12 : 24}`;
  if (name === 'INIT_PASSWORD') return `generate a new one: ${generated}`;
  switch (originOf(name, inUrl)) {
    case 'own':
      return `generate a new one (${generated}) and use it in every part that has it`;
    case 'store':
      return `set a new password (${generated}) on the server, and here`;
    default:
      return 'have a new one issued by the provider, revoke this one, and write it here';
  }
}
