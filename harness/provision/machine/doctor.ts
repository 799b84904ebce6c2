import { join } from 'node:path';
import { type ErrorCode, HarnessError } from '../../core/errors.ts';
import { ownCommand } from '../../core/own-command.ts';
import type { Tools } from '../exec/tools.ts';
import type { ToolName } from '../exec/versions.ts';
import { exists } from './cache.ts';
import { type MachineFacts, readFacts } from './doctor-facts.ts';
import { hostRows } from './doctor-host-rows.ts';
import { type DoctorReport, type DoctorRow, GIB } from './doctor-model.ts';
import { engineRow, toolRows } from './doctor-tool-rows.ts';

/** Free disk space that a run needs: Go caches take 15 GB if the cache is empty, images and cluster the rest. */
const DISK_BYTES = { cold: 25 * GIB, warm: 5 * GIB };

export interface DoctorOptions {
  readonly cacheDir: string;
  readonly tools: Tools;
  /** Programs that the run starts. */
  readonly programs: readonly ToolName[];
  /** Programs that build images, but have nothing to build → why. */
  readonly unused?: ReadonlyMap<ToolName, string>;
  /** Programs that build images → the images that have to be built with them, if known. */
  readonly builtWith?: ReadonlyMap<ToolName, readonly string[]>;
  /** Whether images may be built on this machine, which takes much more disk space the first time. */
  readonly builds: boolean;
  /** Whether programs have still to be built; default: looked up in the cache. */
  readonly cold?: boolean;
  /** CPU requests of set, control plane and a surge pod, in millicores. */
  readonly cpuMilli?: number;
  readonly signal?: AbortSignal;
}

const FOR_SCRIPT = 'only needed by a deploy script (manifests.deploy: script)';

/** Inspects the machine and reports for every requirement whether it is met. Changes nothing. */
export async function diagnose(options: DoctorOptions): Promise<DoctorReport> {
  const unused = new Map<ToolName, string>([['kubectl', FOR_SCRIPT], ...(options.unused ?? [])]);
  const names = { needed: options.programs, unused, builds: options.builtWith ?? new Map() };
  const facts = await readFacts(options.cacheDir, options.tools, names, options.signal);
  const cold = options.cold ?? (options.builds && !(await exists(join(options.cacheDir, 'parts'))));
  return judge(facts, cold, options.cpuMilli);
}

/** @returns the report derived from these facts. */
export function judge(facts: MachineFacts, cold: boolean, cpuMilli?: number): DoctorReport {
  const needs = { diskBytes: cold ? DISK_BYTES.cold : DISK_BYTES.warm, ...(cpuMilli !== undefined && { cpuMilli }) };
  const rows = [engineRow(facts), ...toolRows(facts), ...hostRows(facts, needs)];
  return { rows, cold, ready: rows.every((row) => row.state !== 'missing' || row.automatic === true) };
}

/** Codes for rows without their own code. */
const CODES: Partial<Record<DoctorRow['id'], ErrorCode>> = {
  'disk-cache': 'DISK_FULL',
  'disk-docker': 'DISK_FULL',
  memory: 'MEMORY_LOW',
  cores: 'CORES_LOW',
  'cpu-budget': 'CPU_BUDGET_EXCEEDED',
  loopback: 'LOOPBACK_UNUSABLE',
  cgroups: 'CGROUPS_MISSING',
  privileges: 'PRIVILEGES_MISSING',
};

/**
 * Stops a run on an unsuitable machine before anything is changed.
 * @throws HarnessError of the first requirement that `run` can't fix, with the others as details.
 */
export function assertReady(report: DoctorReport): void {
  const [first, ...others] = report.rows.filter((row) => row.state === 'missing' && !row.automatic);
  if (!first) return;
  throw new HarnessError({
    code: first.code ?? CODES[first.id] ?? 'TOOL_MISSING',
    message: `${first.id}: ${first.value}${first.from ? ` (${first.from})` : ''}`,
    details: others.map((row) => `also ${row.id}: ${row.value}`),
    hint: first.fix ?? ownCommand('doctor'),
  });
}
