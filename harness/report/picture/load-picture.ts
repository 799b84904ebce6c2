import { readTimeline } from '../../core/model/read-timeline.ts';
import type { RunRecord } from '../../core/model/run.ts';
import { type Picture, pictureOf } from './picture.ts';

/** @returns the picture of the run whose report is in the folder; undefined if its timeline was not recorded. @throws HarnessError */
export const loadPicture = (run: RunRecord, dir: string): Picture | undefined =>
  pictureOf({ timeline: readTimeline(dir), phases: run.phases, checks: run.checks });
