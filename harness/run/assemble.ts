import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, whyNotApplicable } from '../core/config/index.ts';
import type { CheckDeclaration } from '../core/model/check.ts';
import { CLAIMS } from '../core/model/claims.ts';
import { leanedOn } from '../core/model/ledger.ts';
import { fillMissing, type NotRun } from '../core/model/missing.ts';
import type { ParityTable } from '../core/model/parity.ts';
import type { ResourceTable } from '../core/model/resources.ts';
import type { LedgerEntry, PhaseRecord, RunRecord, Scope, Subject, Waiver } from '../core/model/run.ts';
import type { SinceLastGo } from '../core/model/since-last-go.ts';
import { deriveVerdict } from '../core/model/verdict.ts';
import { packageRoot } from '../core/package-root.ts';
import type { RawCheckRecord } from './step.ts';

export interface Parts {
  readonly runId: string;
  readonly config: Config;
  readonly scope: { readonly scope: Scope; readonly reason?: string | undefined };
  readonly profile: RunRecord['profile'];
  readonly startedAt: Date;
  readonly subject: Subject;
  readonly phases: readonly PhaseRecord[];
  readonly ledger: readonly LedgerEntry[];
  readonly declarations: readonly CheckDeclaration[];
  readonly checks: readonly RawCheckRecord[];
  readonly waivers: readonly Waiver[];
  readonly parity: ParityTable | undefined;
  readonly resources: ResourceTable | undefined;
  /** Looks for the last GO, for what changed since. */
  readonly since?: ((run: RunRecord) => SinceLastGo | undefined) | undefined;
  readonly harnessErrors: readonly string[];
}

/** @returns the run's record with its verdict; a declared check without a record is included as blocked or skipped. */
export function assemble(parts: Parts): RunRecord {
  const { scope, ledger } = parts;
  const checks = parts.checks.map((check) => ({ ...check, leanedOn: leanedOn(check.needs, ledger) }));
  const run: Omit<RunRecord, 'verdict'> = {
    schema: 'dify-e2e/signoff/2',
    runId: parts.runId,
    harnessVersion: harnessVersion(),
    scope: scope.scope,
    ...(scope.reason === undefined ? {} : { scopeReason: scope.reason }),
    profile: parts.profile,
    startedAt: parts.startedAt.toISOString(),
    durationMs: Date.now() - parts.startedAt.getTime(),
    subject: parts.subject,
    phases: parts.phases,
    ledger,
    claims: CLAIMS,
    checks: fillMissing(parts.declarations, checks, (declaration) => whyNotRun(declaration, parts)),
    declared: parts.declarations.map(({ id }) => id),
    waivers: parts.waivers,
    ...(parts.parity ? { parity: parts.parity } : {}),
    ...(parts.resources ? { resources: parts.resources } : {}),
    harnessErrors: parts.harnessErrors,
  };
  const record = { ...run, verdict: deriveVerdict(run) };
  const since = parts.since?.(record);
  return since ? { ...record, sinceLastGo: since } : record;
}

function whyNotRun(declaration: CheckDeclaration, { config, phases }: Pick<Parts, 'config' | 'phases'>): NotRun {
  const absent = whyNotApplicable(config, declaration);
  if (absent !== undefined) return { state: 'skipped', reason: absent, notApplicable: true };
  const phase = phases.find(({ id }) => id === declaration.phase);
  if (!phase) return { state: 'skipped', reason: `the phase ${declaration.phase} was not part of this run` };
  if (phase.state === 'done')
    return { state: 'inconclusive', reason: 'its phase ran but recorded no result for this check' };
  const by = phase.blockedBy ?? phase.id;
  const cause = phases.find(({ id }) => id === by) ?? phase;
  return { state: 'blocked', by: cause.failedCheck ?? by, reason: firstLine(cause.reason ?? phase.reason) };
}

const firstLine = (text: string | undefined): string => text?.split('\n')[0] ?? 'no reason was recorded';

export function harnessVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
