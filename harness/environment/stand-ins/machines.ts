import type { Config } from '../../core/config/index.ts';
import { StandInHost, type StandInHostOptions } from './host.ts';
import { startStandIns } from './start.ts';
import type { StandIn, StartedStandIn } from './types.ts';

/** Stand-ins that are verified, and the address in the run's network behind each host name. */
export interface RunningStandIns {
  readonly addresses: Readonly<Record<string, string>>;
  readonly engines: readonly StartedStandIn[];
}

type Servers = Pick<Config, 'external' | 'outside'>;

/**
 * Starts a machine for each host name that the config gives to servers outside, with its engines: two servers may have the same port
 * at different names. The outside world shares the first one.
 * @throws HarnessError of the wait, with the last log lines of the engine that did not start.
 */
export async function startMachines(
  config: Servers,
  wanted: readonly StandIn[],
  options: Omit<StandInHostOptions, 'ports' | 'name'>,
  signal?: AbortSignal,
): Promise<RunningStandIns> {
  const machines = machinesOf(config, wanted);
  // Wait for all before throwing: a container that starts after the clean-up would be left behind.
  const outcomes = await Promise.allSettled(
    machines.map(async ({ hosts, standIns }, index) => {
      const ports = standIns.flatMap((standIn) => standIn.ports);
      const name = index === 0 ? 'standins' : `standins-${index + 1}`;
      const machine = await StandInHost.start({ ...options, name, ports });
      const engines = await startStandIns(machine, standIns, signal);
      return { addresses: Object.fromEntries(hosts.map((host) => [host, machine.address])), engines };
    }),
  );
  const started = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  return {
    addresses: Object.assign({}, ...started.map(({ addresses }) => addresses)),
    engines: started.flatMap(({ engines }) => engines),
  };
}

interface Machine {
  readonly hosts: readonly string[];
  readonly standIns: readonly StandIn[];
}

/** @returns which engines run on which machine, and the names that lead to it. */
export function machinesOf({ external, outside }: Servers, wanted: readonly StandIn[]): Machine[] {
  const hostOf = ({ name }: StandIn): string | undefined =>
    name === 'outside-world' ? undefined : external[name]?.host;
  const [first = outside?.host ?? ''] = wanted.flatMap((standIn) => hostOf(standIn) ?? []);
  const groups = Map.groupBy(wanted, (standIn) => hostOf(standIn) ?? first);
  return [...groups].map(([host, standIns]) => ({
    hosts:
      standIns.some(({ name }) => name === 'outside-world') && outside ? [...new Set([host, outside.host])] : [host],
    standIns,
  }));
}
