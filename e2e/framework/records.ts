import { relative } from 'node:path';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import {
  type Artifact,
  type CheckDeclaration,
  type CheckRecord,
  type Measurement,
  type Phase,
  type Result,
  redact,
} from '../../harness/index.ts';
import { BLOCKED, declaredIn, INCONCLUSIVE, NOT_APPLICABLE, RECORD, SKIPPED } from './annotations.ts';
import { failureOf } from './failure.ts';

/** What a check records besides its result. */
export interface CheckNotes {
  readonly measurements: Measurement[];
  readonly notes: string[];
  /** Time spent waiting for its dependencies. */
  readonly waitedMs: number;
}

/** A record without what only the harness knows: the parts the result relies on. */
export type PhaseCheckRecord = Omit<CheckRecord, 'leanedOn'>;

export function declarationOf(test: TestCase): CheckDeclaration {
  const declared = declaredIn(test.annotations, test.title);
  return { ...declared, title: test.title, phase: (test.parent.project()?.name ?? '') as Phase };
}

/** @param reportDir directory that evidence paths are relative to. */
export function recordOf(test: TestCase, reportDir: string): PhaseCheckRecord {
  const last = test.results.at(-1);
  // Faults and expected durations don't belong in a sign-off.
  const { faults: _, expectedSeconds: __, ...declared } = declarationOf(test);
  const { measurements, notes, waitedMs } = seenBy(last);
  const started = last?.startTime.getTime() ?? Date.now();
  return {
    ...declared,
    result: resultOf(test, last),
    // Without the wait: Playwright does not count the time of a fixture with its own timeout.
    durationMs: Math.round(last?.duration ?? 0),
    startedAt: new Date(started + waitedMs).toISOString(),
    measurements,
    notes,
    evidence: evidenceOf(last, reportDir),
  };
}

function resultOf(test: TestCase, last: TestResult | undefined): Result {
  const annotations = [...test.annotations, ...(last?.annotations ?? [])];
  const said = (type: string) => annotations.find((annotation) => annotation.type === type)?.description;
  if (!last) return { state: 'skipped', reason: 'it was not run: the test runner ended before it' };
  if (last.status === 'interrupted') return { state: 'inconclusive', reason: 'it was interrupted' };
  if (last.status === 'skipped') {
    const blocked = said(BLOCKED);
    if (blocked) {
      const { by, reason } = JSON.parse(blocked) as { by: string; reason: string };
      return { state: 'blocked', by, reason };
    }
    const unknown = said(INCONCLUSIVE);
    if (unknown) return { state: 'inconclusive', reason: redact(unknown) };
    const absent = said(NOT_APPLICABLE);
    if (absent) return { state: 'skipped', reason: redact(absent), notApplicable: true };
    return { state: 'skipped', reason: redact(said(SKIPPED) ?? said('skip') ?? 'no reason given') };
  }
  if (test.outcome() === 'flaky') return { state: 'flaky', reason: failureOf(test.results[0]).reason };
  return last.status === 'passed' ? { state: 'passed' } : failureOf(last);
}

function seenBy(result: TestResult | undefined): CheckNotes {
  const body = result?.attachments.find(({ name }) => name === RECORD)?.body;
  return body ? (JSON.parse(body.toString()) as CheckNotes) : { measurements: [], notes: [], waitedMs: 0 };
}

function evidenceOf(result: TestResult | undefined, reportDir: string): Artifact[] {
  return (result?.attachments ?? []).flatMap(({ name, path, contentType }) => {
    const inside = path && relative(reportDir, path);
    return inside && !inside.startsWith('..') ? [{ name, path: inside, contentType }] : [];
  });
}
