import { externalServers } from '../../core/config/index.ts';
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

export const deploymentNameOf = ({ environment }: FaultTarget, part: FaultyPart): string =>
  environment.config.parts[part].deployment;

/** @returns the value with its placeholders filled in: names and addresses of Services, external servers. */
export async function filled<T>(target: FaultTarget, value: T): Promise<T> {
  const text = JSON.stringify(value);
  let result = text;
  for (const [whole, kind = '', name = ''] of text.matchAll(/\$\{(service|address|external):([\w-]+)\}/g))
    result = result.replaceAll(whole, await lookUp(target, kind, name));
  return JSON.parse(result) as T;
}

async function lookUp({ environment, kube }: FaultTarget, kind: string, name: string): Promise<string> {
  const { parts, external } = environment.config;
  if (kind === 'external') {
    const server = externalServers(external).find((one) => one.name === name);
    return server ? `${server.host}:${server.port}` : '';
  }
  const service = parts[name as FaultyPart].service ?? '';
  if (kind === 'service') return service;
  return (await kube.core.readNamespacedService({ name: service, namespace: kube.namespace })).spec?.clusterIP ?? '';
}
