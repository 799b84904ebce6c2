import { z } from 'zod';
import { HarnessError } from '../../core/errors.ts';
import { firstHost } from './cidr.ts';
import { docker } from './docker.ts';
import { PREFIX, RUN_LABEL } from './labels.ts';

/** The Docker network of one run, with its nodes and stand-ins and nothing else. */
export interface RunNetwork {
  readonly name: string;
  /** `172.20.0.0/16` */
  readonly subnet: string;
  /** The Docker host's address in it. */
  readonly gateway: string;
}

const inspected = z.array(
  z.object({ IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string(), Gateway: z.string().optional() })) }) }),
);

/**
 * Creates the run's network; Docker chooses a free subnet.
 * @throws HarnessError `NETWORK_POOL_EXHAUSTED` if Docker has no subnet left, otherwise `NETWORK_NOT_CREATED`.
 */
export async function createNetwork(runId: string): Promise<RunNetwork> {
  const name = `${PREFIX}${runId}`;
  const args = ['network', 'create', '--driver', 'bridge', '--label', `${RUN_LABEL}=${runId}`, name];
  const created = await docker(args, { allowFailure: true, timeoutMs: 30_000 });
  if (created.exitCode !== 0) throw networkError(name, created.stderr);
  return inspectNetwork(name);
}

/** @throws HarnessError `COMMAND_FAILED` if there is no such network. */
export async function inspectNetwork(name: string): Promise<RunNetwork> {
  const { stdout } = await docker(['network', 'inspect', name]);
  const config = inspected.parse(JSON.parse(stdout))[0]?.IPAM.Config.find(({ Subnet }) => Subnet.includes('.'));
  if (!config)
    throw new HarnessError({ code: 'NETWORK_WITHOUT_SUBNET', message: `Docker network ${name} has no IPv4 subnet` });
  // A newly started engine reports no gateway: Docker always uses the first address.
  return { name, subnet: config.Subnet, gateway: config.Gateway ?? firstHost(config.Subnet) };
}

/** Idempotent: succeeds if the network is gone. @throws HarnessError `COMMAND_FAILED` if it is still in use. */
export async function removeNetwork(name: string): Promise<void> {
  const known = await docker(['network', 'inspect', '--format', '{{.Id}}', name], { allowFailure: true });
  if (known.exitCode === 0) await docker(['network', 'rm', name], { timeoutMs: 30_000 });
}

function networkError(name: string, stderr: string): HarnessError {
  const poolIsEmpty = /non-overlapping|predefined address pool/i.test(stderr);
  return new HarnessError({
    code: poolIsEmpty ? 'NETWORK_POOL_EXHAUSTED' : 'NETWORK_NOT_CREATED',
    message: `can't create the Docker network ${name}`,
    likely: poolIsEmpty ? 'Docker has no free subnet: other networks use them all' : stderr.trim(),
    hint: poolIsEmpty ? 'docker network prune' : 'docker network ls',
  });
}
