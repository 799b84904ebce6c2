import type { LintInput } from '../input/input.ts';
import { composeNameTest } from './address-faults.ts';
import { isHostName, urlsIn } from './addresses.ts';
import { partsByComposeName } from './pairing.ts';
import { serviceNames } from './service-names.ts';

/**
 * @returns the value of a Compose service as it has to be in the cluster, with the Service of the set in place of a name
 *   that only Compose resolves; undefined where the set has no such Service.
 */
export function inCluster(
  input: LintInput,
  variable: string,
  value: string,
  namespace: string | undefined,
): string | undefined {
  const isComposeName = composeNameTest(input);
  const hosts = isHostName(variable) ? [value] : urlsIn(value).map(({ host }) => host);
  let result = value;
  for (const host of new Set(hosts)) {
    if (!isComposeName(host, namespace)) continue;
    const service = serviceFor(input, host, namespace);
    if (!service) return undefined;
    result = isHostName(variable) ? service : result.replaceAll(hostPattern(host), `$1${service}`);
  }
  return result;
}

/** @returns the full name of the Service that serves the part of a Compose service, if the set has it. */
export function serviceFor(input: LintInput, composeName: string, namespace = 'default'): string | undefined {
  const part = partsByComposeName(input.expected).get(composeName);
  const service = part && input.expected.parts[part].service;
  if (!service || !serviceNames(input).namesIn(namespace).includes(service)) return undefined;
  return `${service}.${namespace}.svc.cluster.local`;
}

const hostPattern = (host: string): RegExp =>
  new RegExp(`((?:://|@))${host.replaceAll(/[.*+?^\u0024{}()|[\]\\]/g, '\\$&')}(?=[:/?#]|$)`, 'g');
