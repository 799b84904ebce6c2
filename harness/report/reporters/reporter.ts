import type { RunRecord } from '../../core/model/run.ts';
import type { Language } from '../messages/translate.ts';

/** One format of the report. */
export interface Reporter {
  readonly name: string;
  /**
   * Writes its file into the report's folder, which exists; the run is already free of secrets and control characters.
   * @returns paths of what it wrote, relative to the folder.
   */
  write(run: RunRecord, dir: string, language: Language): Promise<readonly string[]>;
}
