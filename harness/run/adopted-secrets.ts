import type { V1ConfigMap, V1Container, V1Secret } from '@kubernetes/client-node';
import { type Config, standInSecrets, workloadsOf } from '../core/config/index.ts';
import { declaredEnv, envSources } from '../environment/probes/index.ts';
import { containerOf, type ManifestSet, placeholders } from '../manifests/index.ts';

/**
 * What stand-ins and checks must know of the values that the set itself gives its API, plain or base64, from a Secret, a ConfigMap or
 * the container: nobody is asked for what the set says. Not adopted is what has a placeholder of its own name, which is filled; and what
 * is taken from the placeholder of another one (`S3_SECRET_KEY: ${S3_ACCESS_KEY}`), which says nothing about the server.
 * @param raw the set with its placeholders. @param filled with values in their place.
 */
export function adoptedSecrets(config: Config, raw: ManifestSet, filled: ManifestSet): Record<string, string> {
  const [written, given] = [raw, filled].map((set) => apiEnvironment(config, set));
  if (!written || !given) return {};
  const wanted = [...standInSecrets(config), 'INIT_PASSWORD'];
  const named = new Set(placeholders(raw));
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const value = given.get(name);
      const from = [...(written.get(name) ?? '').matchAll(/\$\{(\w+)\}/g)].map(([, found]) => found ?? '');
      return value && !named.has(name) && !from.some((one) => wanted.includes(one)) ? [[name, value]] : [];
    }),
  );
}

function apiEnvironment(config: Config, set: ManifestSet): ReadonlyMap<string, string> | undefined {
  const [workload] = workloadsOf(config, 'api');
  const container = workload && containerOf(set, workload);
  if (!container) return undefined;
  const all = set.objects.map(({ object }) => object);
  const maps = all.filter(({ kind }) => kind === 'ConfigMap') as unknown as V1ConfigMap[];
  const secrets = all.filter(({ kind }) => kind === 'Secret').map((object) => decoded(object as unknown as V1Secret));
  return declaredEnv(container as unknown as V1Container, envSources(maps, secrets)).values;
}

/** As the API server keeps it: `stringData` over `data`. */
function decoded({ data = {}, stringData = {}, ...rest }: V1Secret): V1Secret {
  const text = Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return { ...rest, data: { ...data, ...Object.fromEntries(text) } };
}
