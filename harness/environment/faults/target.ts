import { externalServers, findService, serviceOf, type WorkloadRef, workloadOf } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import type { OpenCluster } from '../cluster/index.ts';
import type { Environment } from '../environment.ts';
import type { Kube } from '../probes/kube.ts';
import type { FaultyPart } from './fields.ts';

/** The environment that a fault is injected into. */
export interface FaultTarget {
  readonly environment: Environment;
  readonly kube: Kube;
  readonly cluster: OpenCluster;
}

/** The slowest part takes about half a minute to restart; a machine with two cores may be busy with more. */
export const ROLLOUT_MS = 180_000;

/** The field manager that drift checks expect. */
export const FIELD_MANAGER = 'dify-e2e';

/** The workload whose pods a fault runs something in, or kills. */
export const workloadFor = ({ environment }: FaultTarget, part: FaultyPart): WorkloadRef =>
  workloadOf(environment.config, part);

/** The Deployment that a fault changes. @throws HarnessError `FAULT_UNSUPPORTED` if the part is run by another kind of workload. */
export function deploymentNameOf(target: FaultTarget, part: FaultyPart): string {
  const { kind, name } = workloadFor(target, part);
  if (kind === 'Deployment') return name;
  throw new HarnessError({
    code: 'FAULT_UNSUPPORTED',
    message: `faults change Deployments only, and ${part} is run by ${kind} ${name}`,
  });
}

/** @returns the value with its placeholders filled in: names and addresses of Services, external servers. */
export async function filled<T>(target: FaultTarget, value: T): Promise<T> {
  const text = JSON.stringify(value);
  let result = text;
  for (const [whole, kind = '', name = ''] of text.matchAll(/\$\{(service|address|external):([\w-]+)\}/g))
    result = result.replaceAll(whole, await lookUp(target, kind, name));
  return JSON.parse(result) as T;
}

async function lookUp({ environment, kube }: FaultTarget, kind: string, name: string): Promise<string> {
  const { config } = environment;
  if (kind === 'external') {
    const server = externalServers(config.external).find((one) => one.name === name);
    return server ? `${server.host}:${server.port}` : '';
  }
  if (kind === 'service') return findService(config, name as FaultyPart)?.name ?? '';
  const { name: service } = serviceOf(config, name as FaultyPart);
  return (await kube.core.readNamespacedService({ name: service, namespace: kube.namespace })).spec?.clusterIP ?? '';
}
