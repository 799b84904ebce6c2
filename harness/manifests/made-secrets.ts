import type { FieldPath, KubernetesObject } from '../lib/kube-objects/index.ts';

/** A Secret that a controller makes from another object of the set. */
export interface MadeSecret {
  readonly name: string;
  /** Keys that it will have, each with where it is written. */
  readonly keys: readonly { readonly key: string; readonly path: FieldPath }[];
  /** It may have further keys, which only the controller knows. */
  readonly open: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
type Maker = (object: KubernetesObject) => MadeSecret[];

/** Group and kind → the Secrets that it makes, by the documentation of its controller. */
const MAKERS: Readonly<Record<string, Maker>> = {
  // External Secrets Operator: target.name, data[].secretKey; dataFrom and templates may add any key.
  'external-secrets.io/ExternalSecret': (object) => {
    const spec = fieldsOf(object.spec);
    const target = fieldsOf(spec.target);
    const keys = listOf(spec.data).flatMap((entry, index) =>
      keyAt(entry.secretKey, ['spec', 'data', index, 'secretKey']),
    );
    const template = fieldsOf(target.template);
    const templated = 'templateFrom' in template || fieldsOf(template).mergePolicy === 'Merge';
    const named = Object.keys(fieldsOf(template.data)).map((key) => ({
      key,
      path: ['spec', 'target', 'template', 'data', key],
    }));
    const open = listOf(spec.dataFrom).length > 0 || templated;
    return [
      {
        name: textOf(target.name) ?? object.metadata.name,
        keys: named.length > 0 && !open ? named : [...keys, ...named],
        open,
      },
    ];
  },
  // Sealed Secrets: encryptedData keeps its keys; template.data adds more.
  'bitnami.com/SealedSecret': (object) => {
    const { encryptedData, template } = fieldsOf(object.spec);
    const data = fieldsOf(encryptedData);
    const keys = [
      ...keysAt(['spec', 'encryptedData'], data),
      ...keysAt(['spec', 'template', 'data'], fieldsOf(fieldsOf(template).data)),
    ];
    return [{ name: object.metadata.name, keys, open: !Object.values(data).every(isCiphertext) }];
  },
  // cert-manager: tls.crt and tls.key, ca.crt where the issuer has one.
  'cert-manager.io/Certificate': (object) =>
    named(fieldsOf(object.spec).secretName, ['tls.crt', 'tls.key', 'ca.crt'], ['spec', 'secretName']),
  'onepassword.com/OnePasswordItem': (object) => openly(object.metadata.name),
  'secrets.hashicorp.com/VaultStaticSecret': (object) => openly(fieldsOf(fieldsOf(object.spec).destination).name),
  'secrets.hashicorp.com/VaultDynamicSecret': (object) => openly(fieldsOf(fieldsOf(object.spec).destination).name),
  'secrets.infisical.com/InfisicalSecret': (object) =>
    openly(fieldsOf(fieldsOf(object.spec).managedSecretReference).secretName),
  'secrets-store.csi.x-k8s.io/SecretProviderClass': (object) =>
    listOf(fieldsOf(object.spec).secretObjects).flatMap(({ secretName }) => openly(secretName)),
  // CloudNativePG: credentials of the application and, if enabled, of the superuser.
  'postgresql.cnpg.io/Cluster': ({ metadata }) => [
    ...openly(`${metadata.name}-app`),
    ...openly(`${metadata.name}-superuser`),
  ],
};

/** @returns the Secrets that a controller makes from the object; none for an object that makes none. */
export function madeSecrets(object: KubernetesObject): MadeSecret[] {
  return MAKERS[makerOf(object)]?.(object) ?? [];
}

/** @returns whether a controller makes Secrets from objects of this kind. */
export const makesSecrets = (object: KubernetesObject): boolean => makerOf(object) in MAKERS;

const makerOf = ({ apiVersion, kind }: KubernetesObject): string => `${apiVersion.split('/')[0]}/${kind}`;

/**
 * kubeseal encrypts a session key with RSA of at least 2048 bits: 344 characters of base64. What is shorter was abbreviated,
 * and the Secret that is applied may have other keys.
 */
const isCiphertext = (value: unknown): boolean => typeof value === 'string' && value.length >= 344;

const openly = (name: unknown): MadeSecret[] => (typeof name === 'string' ? [{ name, keys: [], open: true }] : []);

const named = (name: unknown, keys: readonly string[], path: FieldPath): MadeSecret[] =>
  typeof name === 'string' ? [{ name, keys: keys.map((key) => ({ key, path })), open: true }] : [];

const keyAt = (key: unknown, path: FieldPath) => (typeof key === 'string' ? [{ key, path }] : []);

const keysAt = (path: FieldPath, data: Fields) => Object.keys(data).map((key) => ({ key, path: [...path, key] }));

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
