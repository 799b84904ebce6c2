import { z } from 'zod';
import { ownCommand } from '../own-command.ts';
import type { SavedKind } from '../saved.ts';

const amounts = z.object({ cores: z.number().exactOptional(), bytes: z.number().exactOptional() });
const probe = z.object({
  kind: z.enum(['startupProbe', 'readinessProbe', 'livenessProbe']),
  timeoutMs: z.number(),
  restMs: z.number().exactOptional(),
  loadMs: z.number().exactOptional(),
  /** Why it failed, at rest or under load. */
  failure: z.string().exactOptional(),
});
const container = z.object({
  part: z.string(),
  container: z.string(),
  replicas: z.number(),
  startSeconds: z.number().exactOptional(),
  startAllowedSeconds: z.number().exactOptional(),
  rest: amounts,
  load: amounts,
  peakBytes: z.number().exactOptional(),
  cacheBytes: z.number(),
  throttled: z.number(),
  oomKills: z.number(),
  limits: amounts,
  requests: amounts,
  probes: z.array(probe),
});

export const resourcesSchema = z.object({
  users: z.number(),
  seconds: z.number(),
  containers: z.array(container),
  /** Pods without figures, and why. */
  missing: z.array(z.string()),
});

/**
 * What the containers of one part used: of its replicas the highest figure. Bytes of memory are the working set, which can't be
 * reclaimed; `peakBytes` is the kernel's peak, with page cache, of which `cacheBytes` were cache at the end. `throttled`: share of
 * the scheduling periods under load, 0 to 1. `startSeconds`: from the container's start to the pod's readiness;
 * `startAllowedSeconds`: when a probe would have killed it. An amount that is not declared, or not known, is absent.
 */
export type ContainerResources = z.infer<typeof container>;
export type ResourceTable = z.infer<typeof resourcesSchema>;

/** `resources.json`, which the load check writes. */
export const resourcesKind: SavedKind<ResourceTable> = {
  schema: 'dify-e2e/resources/1',
  shape: resourcesSchema,
  next: ownCommand('test --phase load'),
};

const startUp = z.object({ part: z.string(), seconds: z.number(), allowed: z.number() });

/** How long a container of a part took to start when the set was deployed, and how long it was allowed to, in seconds. */
export type StartUp = z.infer<typeof startUp>;

/** `start-up.json`. */
export const startUpKind: SavedKind<{ readonly starts: readonly StartUp[] }> = {
  schema: 'dify-e2e/start-up/1',
  shape: z.object({ starts: z.array(startUp) }),
  next: ownCommand('test --phase foundation'),
};

/** A setting that should change, and the figures that say so; `value` is what to write. */
export interface Advice {
  readonly setting:
    | 'limits.cpu'
    | 'limits.memory'
    | 'requests.cpu'
    | 'requests.memory'
    | 'timeoutSeconds'
    | 'startupProbe';
  readonly reason:
    | 'throttled'
    | 'over-request'
    | 'no-request'
    | 'near-limit'
    | 'killed'
    | 'no-limit'
    | 'slow-probe'
    | 'slow-start';
  readonly value: string;
  readonly measured: string;
}

/** Throttled more often than this, requests wait for the CPU limit and not for the work. */
const OFTEN = 0.25;
/** Above this share of its limit, memory that can't be reclaimed leaves too little for a busier day. */
const FULL = 0.9;
/** More than the request by this factor: the node doesn't keep it free for the container. */
const BEYOND = 1.1;
/** A probe, or a start, that takes this share of the time allowed fails on a busy node. */
const TIGHT = 0.5;

/** @returns the memory that could not be reclaimed at the peak, in bytes, as far as the kernel's figures tell. */
export const unreclaimable = ({ rest, load, peakBytes = 0, cacheBytes }: ContainerResources): number =>
  Math.max(rest.bytes ?? 0, load.bytes ?? 0, peakBytes - cacheBytes);

/** @returns whether the memory that was needed leaves too little of the limit. */
export const isNearLimit = (found: ContainerResources): boolean =>
  found.limits.bytes !== undefined && unreclaimable(found) > FULL * found.limits.bytes;

/** @returns what to change, the most pressing first; nothing if all fits. */
export function adviceOn(found: ContainerResources): Advice[] {
  return [...memoryAdvice(found), ...cpuAdvice(found), ...probeAdvice(found)];
}

function memoryAdvice(found: ContainerResources): Advice[] {
  const { limits, requests, oomKills } = found;
  const used = unreclaimable(found);
  const measured = mib(used);
  const raised = mib(stepUp(used * 1.5, 64 * 2 ** 20));
  const killed: Advice = {
    ...{ setting: 'limits.memory', reason: 'killed', measured: String(oomKills) },
    value: mib(stepUp(Math.max(used, limits.bytes ?? 0) * 1.5, 64 * 2 ** 20)),
  };
  return [
    ...(oomKills > 0 ? [killed] : []),
    ...(oomKills === 0 && isNearLimit(found)
      ? [{ setting: 'limits.memory', reason: 'near-limit', value: raised, measured } as const]
      : []),
    ...(limits.bytes === undefined
      ? [{ setting: 'limits.memory', reason: 'no-limit', value: raised, measured } as const]
      : []),
    ...requestAdvice('requests.memory', requests.bytes, used, mib(stepUp(used * BEYOND, 32 * 2 ** 20)), measured),
  ];
}

function cpuAdvice({ throttled, limits, requests, load }: ContainerResources): Advice[] {
  const used = load.cores ?? 0;
  const factor = throttled > 2 * OFTEN ? 2 : 1.5;
  const more = (limits.cores ?? used) * factor;
  const slowed: Advice = {
    ...{ setting: 'limits.cpu', reason: 'throttled', measured: `${Math.round(throttled * 100)} %` },
    value: milli(stepUp(more, 0.05)),
  };
  return [
    ...(throttled > OFTEN ? [slowed] : []),
    ...requestAdvice('requests.cpu', requests.cores, used, milli(stepUp(used, 0.05)), milli(used)),
  ];
}

function requestAdvice(
  setting: 'requests.cpu' | 'requests.memory',
  request: number | undefined,
  used: number,
  value: string,
  measured: string,
): Advice[] {
  if (request === undefined) return [{ setting, reason: 'no-request', value, measured }];
  return used > BEYOND * request ? [{ setting, reason: 'over-request', value, measured }] : [];
}

function probeAdvice({ probes, startSeconds, startAllowedSeconds }: ContainerResources): Advice[] {
  const slow = probes.flatMap(({ timeoutMs, restMs = 0, loadMs = 0 }): Advice[] => {
    const slowest = Math.max(restMs, loadMs);
    if (slowest <= TIGHT * timeoutMs) return [];
    const value = String(Math.max(1, Math.ceil((slowest * 3) / 1000)));
    return [{ setting: 'timeoutSeconds', reason: 'slow-probe', value, measured: `${Math.round(slowest)} ms` }];
  });
  const tight =
    startSeconds !== undefined && startAllowedSeconds !== undefined && startSeconds > TIGHT * startAllowedSeconds;
  if (!tight) return slow.slice(0, 1);
  const value = `${Math.ceil(startSeconds * 3)} s`;
  return [
    ...slow.slice(0, 1),
    { setting: 'startupProbe', reason: 'slow-start', value, measured: `${Math.round(startSeconds)} s` },
  ];
}

const stepUp = (amount: number, step: number): number => Math.max(step, Math.ceil(amount / step - 1e-9) * step);

/** As in a manifest: `250m`. */
export const milli = (cores: number): string => `${Math.round(cores * 1000)}m`;
/** As in a manifest: `512Mi`. */
export const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)}Mi`;
