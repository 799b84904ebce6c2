import { join } from 'node:path';
import { z } from 'zod';
import type { ParityTable } from '../core/model/parity.ts';
import type { PhaseRecord, Waiver } from '../core/model/run.ts';
import { paritySchema, phaseSchema, rawCheckSchema, waiverSchema } from '../core/model/schemas.ts';
import { ownCommand } from '../core/own-command.ts';
import { readSaved, type SavedKind, writeSaved } from '../core/saved.ts';
import { LIVE_PHASES } from './actions/checks.ts';
import type { RunFolders } from './folders.ts';
import type { Outcome } from './graph.ts';
import type { RunState } from './session.ts';
import type { RawCheckRecord } from './step.ts';

/** What `up` saves for `test`: its steps, and what they added to the run's record. */
export interface UpRecord {
  readonly startedAt: string;
  readonly phases: readonly PhaseRecord[];
  readonly checks: readonly RawCheckRecord[];
  readonly waivers: readonly Waiver[];
  readonly parity?: ParityTable;
}

const upRecordFile = (folders: RunFolders): string => join(folders.state, 'up.json');

/** Each process watches the cluster for itself. */
const WATCH = 'health';

/** @returns the record of all steps except those that `test` runs again: the phases of live checks, and the health monitoring. */
export function upRecordOf({ startedAt }: Pick<RunState, 'startedAt'>, outcomes: readonly Outcome[]): UpRecord {
  const again: readonly string[] = [WATCH, ...LIVE_PHASES];
  const up = outcomes.filter(({ record }) => !again.includes(record.id));
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

const upRecordKind: SavedKind<UpRecord> = {
  schema: 'dify-e2e/up/1',
  next: `${ownCommand('down')}, then: ${ownCommand('up')}`,
  shape: z.object({
    startedAt: z.string(),
    phases: z.array(phaseSchema),
    checks: z.array(rawCheckSchema),
    waivers: z.array(waiverSchema),
    parity: paritySchema.exactOptional(),
  }),
};

export function saveUpRecord(folders: RunFolders, record: UpRecord): void {
  writeSaved(upRecordFile(folders), upRecordKind, record);
}

/** @throws HarnessError `SAVED_STATE_UNREADABLE`. */
export const readUpRecord = (folders: RunFolders): UpRecord => readSaved(upRecordFile(folders), upRecordKind);
