import type { PartName } from '../../../core/config/index.ts';
import { type Component, isDifyPart } from '../../../inference/index.ts';
import type { LintInput } from '../input/input.ts';

/** Services of Dify's Compose file, as they are recognised in a set. */
const COMPONENTS: Readonly<Record<string, Component>> = {
  api: 'api',
  worker: 'worker',
  worker_beat: 'beat',
  api_websocket: 'api-websocket',
  web: 'web',
  sandbox: 'sandbox',
  plugin_daemon: 'plugin-daemon',
  ssrf_proxy: 'ssrf-proxy',
  agent_backend: 'agent-backend',
  local_sandbox: 'local-sandbox',
};

/** @returns the part of the deployment description that a service of Compose is; undefined for further ones. */
export function partOfService(service: string): PartName | undefined {
  const component = COMPONENTS[service];
  return component && isDifyPart(component) ? component : undefined;
}

/** @returns the name of the Service that stands for one of Compose, as the set calls it; undefined if it has none. */
export function serviceFor({ expected, services }: LintInput, name: string): string | undefined {
  const part = partOfService(name);
  const own = part && expected.parts[part].service;
  return services.find(({ object }) => object.metadata?.name === own) ? own : undefined;
}

/** @returns whether the set runs the service, whatever its objects and images are called. */
export function isDeployed({ understood, environments }: LintInput, name: string): boolean {
  const component = COMPONENTS[name];
  const found = understood.containers.some((one) => one.component === component);
  if (found || environments.some(({ part }) => component !== undefined && part === component)) return true;
  return component === 'api-websocket' && environments.some(isSecondApi);
}

/** From 1.15 on the image serves WebSockets by default, so that only the name tells what a second API is for. */
const isSecondApi = ({ placed, workload }: LintInput['environments'][number]): boolean =>
  /socket|collab/i.test(`${workload.entry.object.metadata.name} ${placed.container.name}`) &&
  /dify-api/.test(placed.container.image ?? '');
