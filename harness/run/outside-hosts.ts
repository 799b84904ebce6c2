import { type Config, METADATA_ADDRESS, OUTSIDE_NAMES } from '../core/config/index.ts';
import { firstHost } from '../environment/engine/index.ts';

/** @returns the DNS records of the outside world, including its names that resolve to internal addresses. */
export function outsideHosts(
  { host, address }: Pick<NonNullable<Config['outside']>, 'host' | 'address'>,
  serviceCidr: string,
): Record<string, string> {
  return {
    [host]: address,
    [OUTSIDE_NAMES.metadata(host)]: METADATA_ADDRESS,
    [OUTSIDE_NAMES.cluster(host)]: firstHost(serviceCidr),
  };
}
