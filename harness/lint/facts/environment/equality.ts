import type { PartName } from '../../../core/config/index.ts';
import type { Expectations } from '../input/expectations.ts';
import { type Address, isHostName, urlOf } from './addresses.ts';
import { partsByComposeName } from './pairing.ts';

/**
 * Parts that treat `True` and `true` alike: API and worker (pydantic), sandbox and plugin daemon (Go's ParseBool).
 * The web server compares with the string "true", and squid has no booleans in its environment.
 */
const READS_BOOLEANS: ReadonlySet<PartName> = new Set(['api', 'worker', 'sandbox', 'plugin-daemon']);

const isBoolean = (text: string): boolean => /^(true|false)$/i.test(text);

/** @returns whether both values mean the same to a part. Numbers and `${NAME}` are compared as strings. */
export function sameValue(part: PartName, compose: string, kubernetes: string): boolean {
  if (compose === kubernetes) return true;
  if (!READS_BOOLEANS.has(part) || !isBoolean(compose) || !isBoolean(kubernetes)) return false;
  return compose.toLowerCase() === kubernetes.toLowerCase();
}

/** @returns whether one value names a Compose service and the other the Kubernetes Service of the same part. */
export function sameServiceAddress(
  expected: Expectations,
  variable: string,
  compose: string,
  kubernetes: string,
  podNamespace = expected.namespace,
): boolean {
  const here = addressIn(variable, kubernetes);
  const there = addressIn(variable, compose);
  // A Service may have another port than its container; service-port-missing checks whether it has the port at all.
  if (!here || !there || here.scheme !== there.scheme || here.rest !== there.rest) return false;
  const part = partsByComposeName(expected).get(there.host);
  const service = part && expected.parts[part].service;
  return !!service && isServiceOf(service, [expected.namespace ?? 'default', podNamespace ?? 'default'], here.host);
}

function addressIn(variable: string, text: string): Address | undefined {
  if (!isHostName(variable)) return urlOf(text);
  return { scheme: '', host: text.toLowerCase(), port: undefined, rest: '' };
}

/** The names under which pods of a namespace reach a Service (Kubernetes, "DNS for Services and Pods"). */
function isServiceOf(service: string, namespaces: readonly string[], host: string): boolean {
  const names = namespaces.map((namespace) => `${service}.${namespace}`);
  return [service, ...names.flatMap((name) => [name, ...[`${name}.svc`, `${name}.svc.cluster.local`]])].includes(
    host.replace(/\.$/, ''),
  );
}
