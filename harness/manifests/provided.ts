import { type ManifestObject, type ManifestSet, nameOf } from '../lib/kube-objects/index.ts';
import { madeSecrets } from './made-secrets.ts';
import { referredKeys } from './secret-keys.ts';

/** A Secret that a run makes itself, because what makes it in production is not there. */
export interface ProvidedSecret {
  /** `ExternalSecret dify/dify`. */
  readonly instead: string;
  /** `Secret dify/dify`. */
  readonly secret: string;
  readonly keys: readonly string[];
}

export interface Provision {
  /** As it can be applied to a cluster without further controllers. */
  readonly set: ManifestSet;
  readonly secrets: readonly ProvidedSecret[];
  /** Objects that are not applied: the cluster has no such kind. */
  readonly leftOut: readonly string[];
}

/** API groups of add-ons that a cluster of a run does not have, and that Dify does not talk to. */
const ADD_ONS = new Set([
  'external-secrets.io',
  'bitnami.com',
  'onepassword.com',
  'secrets.hashicorp.com',
  'secrets.infisical.com',
  'secrets-store.csi.x-k8s.io',
  'monitoring.coreos.com',
]);

/**
 * Replaces what makes Secrets (ExternalSecret, SealedSecret, …, a Secret that SOPS has encrypted) by the Secrets themselves, each key
 * with a placeholder that `fillSecrets` fills; leaves out other objects of those add-ons.
 * @param redis host and port for the URL of the broker, which contains a password.
 */
export function provideSecrets(set: ManifestSet, redis = 'redis:6379'): Provision {
  const there = new Set(set.objects.filter(isPlainSecret).map(({ object }) => nameOf(object)));
  const secrets: ProvidedSecret[] = [];
  const leftOut: string[] = [];
  const objects = set.objects.flatMap((entry): ManifestObject[] => {
    if (isPlainSecret(entry)) return [entry];
    const made = secretsOf(entry, set, redis).filter(({ object }) => !there.has(nameOf(object)));
    for (const { object } of made) {
      const keys = Object.keys(object.stringData as object);
      secrets.push({ instead: nameOf(entry.object), secret: nameOf(object), keys });
    }
    if (made.length === 0 && !isAddOn(entry)) return [entry];
    if (made.length === 0) leftOut.push(nameOf(entry.object));
    return made;
  });
  return { set: { ...set, objects }, secrets, leftOut };
}

const isSealed = ({ object }: ManifestObject): boolean => object.kind === 'Secret' && 'sops' in object;

const isPlainSecret = (entry: ManifestObject): boolean => entry.object.kind === 'Secret' && !isSealed(entry);

const isAddOn = ({ object }: ManifestObject): boolean => ADD_ONS.has(object.apiVersion.split('/')[0] ?? '');

function secretsOf(entry: ManifestObject, set: ManifestSet, redis: string): ManifestObject[] {
  const { object } = entry;
  if (isSealed(entry)) return [secretIn(entry, object.metadata.name, dataKeys(object), redis)];
  if (!isAddOn(entry)) return [];
  return madeSecrets(object).map(({ name, keys, open }) => {
    const named = keys.map(({ key }) => key);
    return secretIn(entry, name, open ? [...named, ...referredKeys(set, name)] : named, redis);
  });
}

const dataKeys = (object: Readonly<Record<string, unknown>>): string[] =>
  ['data', 'stringData'].flatMap((field) => Object.keys((object[field] ?? {}) as object));

/** In place of what makes it, so that a message about it leads there. */
function secretIn(entry: ManifestObject, name: string, keys: readonly string[], redis: string): ManifestObject {
  const { namespace } = entry.object.metadata;
  const stringData = Object.fromEntries([...new Set(keys)].sort().map((key) => [key, templateOf(name, key, redis)]));
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { ...entry, object: { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', stringData } };
}

/** One value under the names that it has in the API, in the service that shares it, and in Compose. */
const SAME: Readonly<Record<string, string>> = {
  SERVER_KEY: 'PLUGIN_DAEMON_KEY',
  DIFY_INNER_API_KEY: 'INNER_API_KEY_FOR_PLUGIN',
  PLUGIN_DIFY_INNER_API_KEY: 'INNER_API_KEY_FOR_PLUGIN',
  API_KEY: 'CODE_EXECUTION_API_KEY',
  SANDBOX_API_KEY: 'CODE_EXECUTION_API_KEY',
  POSTGRES_PASSWORD: 'DB_PASSWORD',
};

/** Names of variables are values of their own; any other key has one for its Secret alone. */
function templateOf(secret: string, key: string, redis: string): string {
  if (key === 'CELERY_BROKER_URL') return `redis://:\${REDIS_PASSWORD}@${redis}/1`;
  const name = SAME[key] ?? key;
  const own = /^[A-Z][A-Z0-9_]*$/.test(name) ? name : `${secret}_${key}`.toUpperCase().replaceAll(/\W/g, '_');
  return `\${${own}}`;
}
