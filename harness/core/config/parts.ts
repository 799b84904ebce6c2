import { HarnessError } from '../errors.ts';
import {
  EXTRA_PART_NAMES,
  type ExtraPartName,
  PART_NAMES,
  type PartName,
  WORKLOAD_KEYS,
  type WorkloadEntry,
  type WorkloadKey,
} from './parts-schema.ts';
import type { Config } from './schema.ts';

export type AnyPartName = PartName | ExtraPartName;

export const ANY_PART_NAMES: readonly AnyPartName[] = [...PART_NAMES, ...EXTRA_PART_NAMES];

/** What identifies a workload in a namespace. */
export interface WorkloadRef {
  readonly kind: (typeof WORKLOAD_KEYS)[WorkloadKey];
  readonly name: string;
  /** The container that programs are run in; default: the first. */
  readonly container?: string | undefined;
}

/** What the config says about a workload, whatever key names it. */
export type ConfiguredWorkload = WorkloadRef & Omit<WorkloadEntry, WorkloadKey>;

/** A workload of a part. */
export type PartWorkload = ConfiguredWorkload & { readonly part: AnyPartName };

/** A Service in front of a part. */
export interface ConfiguredService {
  readonly name: string;
  readonly port: number;
}

type WithParts = Pick<Config, 'parts'>;

/** @returns the workload that an entry names. */
export function workloadIn({ deployment, statefulSet, daemonSet, ...rest }: WorkloadEntry): ConfiguredWorkload {
  const names = { deployment, statefulSet, daemonSet };
  const [key = 'deployment'] = (Object.keys(names) as WorkloadKey[]).filter((one) => names[one] !== undefined);
  return { ...rest, kind: WORKLOAD_KEYS[key], name: names[key] ?? '' };
}

/** @returns the workloads of a part, in the order of the config; none if the set does not have the part. */
export function workloadsOf({ parts }: WithParts, part: AnyPartName): PartWorkload[] {
  return [parts[part] ?? []].flat().map((entry) => ({ ...workloadIn(entry), part }));
}

/** @returns the workloads of all parts of Dify. */
export const partWorkloads = (config: WithParts): PartWorkload[] =>
  ANY_PART_NAMES.flatMap((part) => workloadsOf(config, part));

/** @returns everything that must be ready: the parts' workloads, the stores inside the set, and others. */
export function allWorkloads(config: Pick<Config, 'parts' | 'inside'>): ConfiguredWorkload[] {
  const others = [...Object.values(config.inside), ...config.parts.others];
  return [...partWorkloads(config), ...others.flatMap((entry) => (entry ? [workloadIn(entry)] : []))];
}

export const hasPart = ({ parts }: WithParts, part: AnyPartName): boolean => parts[part] !== undefined;

/** @returns the parts that the set has, in the order of the deployment description. */
export const partsIn = (config: WithParts): AnyPartName[] => ANY_PART_NAMES.filter((part) => hasPart(config, part));

/**
 * @returns the first workload of a part that must be there: ask `hasPart` before, or let the check declare that it `requires` it.
 * @throws HarnessError `PART_ABSENT`
 */
export function workloadOf(config: WithParts, part: AnyPartName): PartWorkload {
  const [first] = workloadsOf(config, part);
  if (first) return first;
  throw absent(part, `parts.${part}`);
}

/** @returns the Service in front of a part; undefined if the part is absent, or does not listen. */
export function findService(config: WithParts, part: AnyPartName): ConfiguredService | undefined {
  const found = workloadsOf(config, part).find(({ service, port }) => service !== undefined && port !== undefined);
  return found && { name: found.service ?? '', port: found.port ?? 0 };
}

/** As `findService`, for a part that must listen. @throws HarnessError `PART_ABSENT` */
export function serviceOf(config: WithParts, part: AnyPartName): ConfiguredService {
  const found = findService(config, part);
  if (found) return found;
  throw absent(part, `parts.${part}.service and port`);
}

const absent = (part: string, key: string): HarnessError =>
  new HarnessError({
    code: 'PART_ABSENT',
    message: `something asked for ${part}, which the config does not have`,
    likely: `the config has no ${key}`,
    hint: `add ${key} to the config if the set has it`,
  });
