import { isOwnContainer, urlOf } from '../environment/addresses.ts';
import { serviceNames } from '../environment/service-names.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';

/** @returns whether only pods can resolve the host: a Service's name, with or without its namespace. */
export function isInnerHost(input: LintInput, host: string, namespace: string | undefined): boolean {
  if (/\.svc(\.|$)|\.cluster\.local\.?$/.test(host)) return true;
  return serviceNames(input).meantBy(host, namespace)?.there === true;
}

/** @returns whether a container's own address, or one that only pods can resolve, is given to a browser. */
export function isInnerUrl(input: LintInput, value: string, { workload }: ContainerEnvironment): boolean {
  const host = urlOf(value.replaceAll('{hook_id}', 'x'))?.host;
  if (!host || isOwnContainer(host)) return false;
  return isInnerHost(input, host, workload.entry.object.metadata.namespace);
}
