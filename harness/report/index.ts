/** The report's public door. It sees `core` and `model` only, so a report can be made again from saved JSON. */
export { consoleSummary } from './console.ts';
export { claimText, LANGUAGES, type Language, type Translate, translator } from './messages/translate.ts';
export { readRun } from './read.ts';
export { REPORTERS } from './reporters/index.ts';
export type { Reporter } from './reporters/reporter.ts';
export { verifyReport } from './verify.ts';
export { type WrittenReport, writeReports } from './write.ts';
