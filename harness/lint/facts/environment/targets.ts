import { type ContainerEnvironment, isSymbolic, type Variable } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { isHostName, portOf, urlsIn } from './addresses.ts';
import { whyUnread } from './unread.ts';

/** An address that a container is configured to connect to. */
export interface Target {
  readonly environment: ContainerEnvironment;
  readonly variable: Variable;
  /** Lower case. */
  readonly host: string;
  /** Undefined if the files don't define it. */
  readonly port: number | undefined;
  /** Why the container ignores it, `VECTOR_STORE is milvus`; undefined if it may connect there. */
  readonly unread: string | undefined;
}

type HostAndPort = Pick<Target, 'host' | 'port'>;

/** @returns every address in the environments of the set's containers. */
export function* targetsOf({ environments }: LintInput): Generator<Target> {
  // Containers share ConfigMaps, and large sets repeat themselves: most values occur many times.
  const read = new Map<string, readonly HostAndPort[]>();
  for (const environment of environments) {
    for (const variable of environment.variables.values()) {
      const addresses = addressesIn(variable, environment, read);
      const unread = addresses.length > 0 ? whyUnread(variable.name, environment) : undefined;
      for (const address of addresses) yield { environment, variable, ...address, unread };
    }
  }
}

/** Ports that a client uses where its URL names none, whatever the scheme says (qdrant-client, pymilvus). */
const OWN_DEFAULTS: ReadonlyMap<string, number> = new Map([
  ['QDRANT_URL', 6333],
  ['MILVUS_URI', 19_530],
]);

function addressesIn(
  { name, value }: Variable,
  { variables }: ContainerEnvironment,
  read: Map<string, readonly HostAndPort[]>,
): readonly HostAndPort[] {
  if (!value) return [];
  if (value.includes('://')) {
    const key = OWN_DEFAULTS.has(name) ? `${name} ${value}` : value;
    const known =
      read.get(key) ??
      urlsIn(value)
        .map((url) => ({ host: url.host, port: url.port ?? OWN_DEFAULTS.get(name) ?? portOf(url) }))
        .filter(isKnown);
    read.set(key, known);
    return known;
  }
  if (!isHostName(name) || !/^[\w.-]+$/.test(value)) return [];
  const port = Number(variables.get(name.replace(/_(HOST|SERVER)$/, '_PORT'))?.value);
  return [{ host: value.toLowerCase(), port: port > 0 ? port : undefined }].filter(isKnown);
}

/** Neither empty nor a template that the deployment or Dify fills in. */
const isKnown = ({ host }: HostAndPort): boolean => host !== '' && !isSymbolic(host) && !/[{}$]/.test(host);
