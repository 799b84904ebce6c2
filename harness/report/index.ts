/** The report's public interface. It imports only `core`, so a report can be regenerated from saved JSON. */
export { type Comparison, compareRuns } from './compare/compare-runs.ts';
export { comparisonText } from './compare/comparison-text.ts';
export { sinceLastGo } from './compare/since-last-go.ts';
export { consoleSummary } from './console.ts';
export { publicKeyFrom } from './evidence/keys.ts';
export { signReport } from './evidence/sign-report.ts';
export { githubAnnotations, githubSummary } from './github.ts';
export { claimText, LANGUAGES, type Language, type Translate, translator } from './messages/translate.ts';
export { readRun } from './read.ts';
export { REPORTERS } from './reporters/index.ts';
export type { Reporter } from './reporters/reporter.ts';
export { runRecordJsonSchema } from './schema.ts';
export { serveReports } from './serve.ts';
export { verifyReport } from './verify.ts';
export { type WrittenReport, writeReports } from './write.ts';
