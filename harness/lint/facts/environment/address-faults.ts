import type { ComposeProject } from '../../../lib/compose/index.ts';
import { PARTS } from '../input/expectations.ts';
import type { LintInput } from '../input/input.ts';
import { isIpAddress, isOwnContainer } from './addresses.ts';
import { composeNamesOf } from './pairing.ts';
import { type ServiceName, type ServiceNames, serviceNames } from './service-names.ts';
import { type Target, targetsOf } from './targets.ts';

/** An address that does not exist, and why. */
export type AddressFault = Target &
  (
    | { readonly fault: 'compose-name' | 'own-container' }
    | { readonly fault: 'unknown-service' | 'unknown-namespace'; readonly meant: ServiceName }
    | { readonly fault: 'unknown-port'; readonly meant: ServiceName; readonly port: number }
  );

/** Services of Dify's own docker-compose.yaml besides the parts, and names that only Docker resolves. */
const DOCKER_NAMES: readonly string[] = [
  ...['db', 'db_postgres', 'db_mysql', 'redis', 'nginx', 'weaviate', 'qdrant', 'etcd', 'minio', 'milvus-standalone'],
  ...['host.docker.internal', 'gateway.docker.internal'],
];

/** Settings with which one service reaches another one, so they can't refer to the container itself. */
const REACHES_OTHERS =
  /^(DB|REDIS)_HOST$|^(CELERY_BROKER_URL|MILVUS_URI|S3_ENDPOINT|CODE_EXECUTION_ENDPOINT|PLUGIN_DAEMON_URL|INTERNAL_FILES_URL|DIFY_INNER_API_URL|PLUGIN_DIFY_INNER_API_URL)$|^SSRF_PROXY_(HTTP|HTTPS|ALL)_URL$|^HTTPS?_PROXY$/;

interface Faults {
  readonly read: readonly AddressFault[];
  readonly unread: readonly AddressFault[];
}

const KNOWN = new WeakMap<LintInput, Faults>();

/** @returns every address that does not exist and that some program connects to, once for each place where it is written. */
export const addressFaults = (input: LintInput): readonly AddressFault[] => faultsOf(input).read;

/** @returns every address that does not exist, at places that no program reads. */
export const unreadAddressFaults = (input: LintInput): readonly AddressFault[] => faultsOf(input).unread;

function faultsOf(input: LintInput): Faults {
  const known = KNOWN.get(input) ?? findFaults(input);
  KNOWN.set(input, known);
  return known;
}

function findFaults(input: LintInput): Faults {
  const docker = dockerNames(input, input.compose);
  const names = serviceNames(input);
  const read = new Map<string, AddressFault>();
  const unread = new Map<string, AddressFault>();
  for (const target of targetsOf(input)) {
    const fault = faultOf(input, names, docker, target);
    if (!fault) continue;
    const key = [placeKey(target.variable), target.host, target.port].join('\0');
    const found = target.unread === undefined ? read : unread;
    if (!found.has(key)) found.set(key, fault);
  }
  return {
    read: [...read.values()],
    unread: [...unread].flatMap(([key, fault]) => (read.has(key) ? [] : [fault])),
  };
}

const PLACES = new WeakMap<LintInput, ReadonlySet<string>>();

/** @returns the places (`placeKey`) of addresses that do not exist. */
export function faultyPlaces(input: LintInput): ReadonlySet<string> {
  const known = PLACES.get(input) ?? new Set(addressFaults(input).map(({ variable }) => placeKey(variable)));
  PLACES.set(input, known);
  return known;
}

/** @returns a key for the place where the value of a variable is written. */
export const placeKey = ({ definedAt }: Target['variable']): string =>
  [definedAt.file, definedAt.position.line, definedAt.object, definedAt.field].join('\0');

/** @returns a test for host names that only Docker resolves, as seen from a namespace. */
export function composeNameTest(input: LintInput): (host: string, namespace: string | undefined) => boolean {
  const docker = dockerNames(input, input.compose);
  const names = serviceNames(input);
  return (host, namespace) => isComposeName(host, docker) && !names.meantBy(host, namespace)?.there;
}

/** A name with "_" can't be a Service's. */
const isComposeName = (host: string, docker: ReadonlySet<string>): boolean => docker.has(host) || /^[^.]*_/.test(host);

function dockerNames({ expected }: LintInput, compose: ComposeProject | undefined): ReadonlySet<string> {
  const parts = PARTS.flatMap((part) => composeNamesOf(expected, part));
  return new Set([...DOCKER_NAMES, ...parts, ...(compose?.services.keys() ?? [])]);
}

function faultOf(
  input: LintInput,
  names: ServiceNames,
  docker: ReadonlySet<string>,
  target: Target,
): AddressFault | undefined {
  const { host, variable, environment } = target;
  if (isOwnContainer(host)) {
    const alone = environment.workload.spec.containers.length === 1;
    return alone && REACHES_OTHERS.test(variable.name) ? { ...target, fault: 'own-container' } : undefined;
  }
  if (isIpAddress(host)) return undefined;
  const meant = names.meantBy(host, environment.workload.entry.object.metadata.namespace);
  if (meant?.there) return portFault(input, target, meant);
  if (isComposeName(host, docker)) return { ...target, fault: 'compose-name' };
  if (!meant || isForOthers(input, meant)) return undefined;
  return { ...target, fault: names.namespaces.has(meant.namespace) ? 'unknown-service' : 'unknown-namespace', meant };
}

/** Part-service-missing reports the Services of parts; the cluster's own namespaces are in no set. */
function isForOthers({ expected }: LintInput, { name, namespace }: ServiceName): boolean {
  if (namespace === 'default' || namespace.startsWith('kube-')) return true;
  return namespace === expected.namespace && PARTS.some((part) => expected.parts[part].service === name);
}

function portFault({ expected }: LintInput, target: Target, meant: ServiceName): AddressFault | undefined {
  const { port } = target;
  const spec = meant.service?.object.spec;
  if (port === undefined || !spec || spec.type === 'ExternalName') return undefined;
  if (spec.ports?.some((has) => has.port === port)) return undefined;
  // Service-port-unexpected reports a part's Service that lacks the promised port.
  const promised = PARTS.some(
    (part) => expected.parts[part].service === meant.name && expected.parts[part].port === port,
  );
  return promised ? undefined : { ...target, fault: 'unknown-port', meant, port };
}
