import type { V1ConfigMap, V1Container, V1EnvVar, V1Secret } from '@kubernetes/client-node';

/** ConfigMaps and Secrets of a namespace, by name; values are plain text. */
export interface EnvSources {
  readonly configMaps: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export interface DeclaredEnv {
  readonly values: ReadonlyMap<string, string>;
  /** References to what does not exist: `Secret dify-secret, key X`. */
  readonly missing: readonly string[];
  /** Variables whose values are not known beforehand: from the downward API. */
  readonly unknown: readonly string[];
}

export function envSources(configMaps: readonly V1ConfigMap[], secrets: readonly V1Secret[]): EnvSources {
  const decode = (data: Record<string, string> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  return {
    configMaps: new Map(configMaps.map((map) => [map.metadata?.name ?? '', map.data ?? {}])),
    secrets: new Map(secrets.map((secret) => [secret.metadata?.name ?? '', decode(secret.data)])),
  };
}

/**
 * The environment that Kubernetes gives a container: `envFrom` in order, later ones override earlier ones; then `env`, which
 * overrides them, with `$(NAME)` references to preceding variables.
 */
export function declaredEnv(container: V1Container, sources: EnvSources): DeclaredEnv {
  const values = new Map<string, string>();
  const missing: string[] = [];
  const unknown: string[] = [];
  for (const from of container.envFrom ?? []) {
    const [kind, ref, all] = from.secretRef
      ? (['Secret', from.secretRef, sources.secrets] as const)
      : (['ConfigMap', from.configMapRef, sources.configMaps] as const);
    const data = all.get(ref?.name ?? '');
    if (!data && !ref?.optional) missing.push(`${kind} ${ref?.name}`);
    for (const [key, value] of Object.entries(data ?? {})) values.set(`${from.prefix ?? ''}${key}`, value);
  }
  for (const entry of container.env ?? []) {
    const found = lookUp(entry, sources, values);
    if (found.state === 'value') values.set(entry.name, found.value);
    else if (found.state === 'missing') missing.push(found.what);
    else unknown.push(entry.name);
  }
  return { values, missing, unknown };
}

type Found =
  | { readonly state: 'value'; readonly value: string }
  | { readonly state: 'missing'; readonly what: string }
  | { readonly state: 'unknown' };

function lookUp({ value, valueFrom }: V1EnvVar, sources: EnvSources, before: ReadonlyMap<string, string>): Found {
  if (!valueFrom) return { state: 'value', value: expand(value ?? '', before) };
  const [kind, ref, all] = valueFrom.secretKeyRef
    ? (['Secret', valueFrom.secretKeyRef, sources.secrets] as const)
    : (['ConfigMap', valueFrom.configMapKeyRef, sources.configMaps] as const);
  if (!ref) return { state: 'unknown' };
  const found = all.get(ref.name ?? '')?.[ref.key];
  if (found !== undefined) return { state: 'value', value: found };
  return ref.optional ? { state: 'unknown' } : { state: 'missing', what: `${kind} ${ref.name}, key ${ref.key}` };
}

/** `$(NAME)` is replaced by the value; an unknown name is kept; `$$` is an escaped `$` (Kubernetes API, EnvVar.value). */
function expand(text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\$|\$\(([-._a-zA-Z0-9]+)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (known.get(name) ?? whole),
  );
}

/** @returns the names whose running value differs from the declared one; values are compared, never returned. */
export function differingNames(declared: DeclaredEnv, running: ReadonlyMap<string, string>): string[] {
  return [...declared.values]
    .filter(([name, value]) => running.get(name) !== value)
    .map(([name]) => (running.has(name) ? name : `${name} (not set)`))
    .toSorted();
}

/** Parses `/proc/<pid>/environ` and the output of `env -0`: NAME=value, each terminated by a NUL. */
export function parseEnviron(text: string): Map<string, string> {
  return new Map(
    text
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => {
        const at = line.indexOf('=');
        return [line.slice(0, at), line.slice(at + 1)];
      }),
  );
}
