import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../core/errors.ts';
import type { RunRecord } from '../core/model/run.ts';
import { deriveVerdict } from '../core/model/verdict.ts';
import { cleanRun } from './clean.ts';
import { pointLatest } from './latest.ts';
import type { Language } from './messages/translate.ts';
import { REPORTERS } from './reporters/index.ts';
import type { Reporter } from './reporters/reporter.ts';
import { writeSums } from './sums.ts';

export interface WrittenReport {
  /** The run as it was written: cleaned; if a reporter failed, with that as a harness error and verdict ERROR. */
  readonly run: RunRecord;
  /** Files written, relative to the directory. */
  readonly files: readonly string[];
  /** `reporter html: message` for each thing that could not be written. */
  readonly problems: readonly string[];
}

/**
 * Writes all formats, then `SHA256SUMS`, then points `latest` to the folder. Call it when all evidence is in the directory.
 * If a reporter fails, the others are written again with the resulting verdict ERROR, so the failure is visible. Never throws for a
 * format; throws if the directory itself can't be created.
 */
export async function writeReports(
  run: RunRecord,
  dir: string,
  language: Language,
  reporters: readonly Reporter[] = REPORTERS,
): Promise<WrittenReport> {
  const folder = resolve(dir);
  await mkdir(folder, { recursive: true });
  let written = rederive(cleanRun(run), []);
  let outcome = await writeAll(written, folder, language, reporters);
  if (outcome.problems.length > 0) {
    written = rederive(written, outcome.problems);
    const again = await writeAll(written, folder, language, outcome.healthy);
    outcome = { ...again, problems: [...outcome.problems, ...again.problems] };
  }
  const problems = [
    ...outcome.problems,
    ...(await attempt('SHA256SUMS', () => writeSums(folder))),
    ...(await attempt('latest', () => pointLatest(folder))),
  ];
  return { run: written, files: outcome.files, problems };
}

/** The verdict is always derived from the data that is written. */
function rederive(run: RunRecord, problems: readonly string[]): RunRecord {
  const next = { ...run, harnessErrors: [...run.harnessErrors, ...problems] };
  return { ...next, verdict: deriveVerdict(next) };
}

async function writeAll(run: RunRecord, dir: string, language: Language, reporters: readonly Reporter[]) {
  const files: string[] = [];
  const problems: string[] = [];
  const healthy: Reporter[] = [];
  for (const reporter of reporters) {
    const broken = await attempt(`reporter ${reporter.name}`, async () => {
      files.push(...(await reporter.write(run, dir, language)));
    });
    problems.push(...broken);
    if (broken.length === 0) healthy.push(reporter);
  }
  return { files, problems, healthy };
}

async function attempt(what: string, work: () => Promise<void>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [`${what}: ${messageOf(error)}`];
  }
}
