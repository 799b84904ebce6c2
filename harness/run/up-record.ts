import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParityTable } from '../core/model/parity.ts';
import type { PhaseRecord, Waiver } from '../core/model/run.ts';
import { LIVE_PHASES } from './actions/checks.ts';
import type { RunFolders } from './folders.ts';
import type { Outcome } from './graph.ts';
import type { RunState } from './session.ts';
import type { RawCheckRecord } from './step.ts';

/** What bringing an environment up leaves for `test`: its steps, and what they added to the run's record. */
export interface UpRecord {
  readonly startedAt: string;
  readonly phases: readonly PhaseRecord[];
  readonly checks: readonly RawCheckRecord[];
  readonly waivers: readonly Waiver[];
  readonly parity?: ParityTable;
}

export const upRecordFile = (folders: RunFolders): string => join(folders.state, 'up.json');

/** @returns the record of all steps but the phases of live checks, which `test` carries out anew. */
export function upRecordOf({ startedAt }: Pick<RunState, 'startedAt'>, outcomes: readonly Outcome[]): UpRecord {
  const live: readonly string[] = LIVE_PHASES;
  const up = outcomes.filter(({ record }) => !live.includes(record.id));
  const parts = up.flatMap((outcome) => outcome.parts);
  const parity = parts.find((part) => part.parity)?.parity;
  return {
    startedAt: startedAt.toISOString(),
    phases: up.map(({ record }) => record),
    checks: parts.flatMap(({ checks = [] }) => checks),
    waivers: parts.flatMap(({ waivers = [] }) => waivers),
    ...(parity ? { parity } : {}),
  };
}

export function saveUpRecord(folders: RunFolders, record: UpRecord): void {
  writeFileSync(upRecordFile(folders), JSON.stringify(record, null, 2));
}

export const readUpRecord = (folders: RunFolders): UpRecord =>
  JSON.parse(readFileSync(upRecordFile(folders), 'utf8')) as UpRecord;
