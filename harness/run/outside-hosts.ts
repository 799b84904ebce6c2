import { type Config, METADATA_ADDRESS, OUTSIDE_NAMES } from '../core/config/index.ts';
import { firstHost } from '../environment/engine/index.ts';

/** @returns what the cluster's DNS answers for the outside world, and for the names of it that lead inside. */
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
