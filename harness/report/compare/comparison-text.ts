import type { CheckDifference, Comparison } from './compare-runs.ts';

/** @returns the comparison for a terminal, most important first. */
export function comparisonText({ runs, compared, measurements, differences, missing }: Comparison): string[] {
  return [
    ...[runs.first, runs.second].map(
      (run, index) =>
        `${'AB'[index]}  ${run.runId}  ${run.verdict.verdict} (${run.scope}, ${run.profile})  Dify ${run.subject.difyVersion}  ${run.subject.manifests}`,
    ),
    '',
    `${compared} checks are in both runs; ${differences.length} observed something different.`,
    ...(measurements ? [] : ['Measurements are left out: the runs differ in scope (--measurements shows them).']),
    ...differences.flatMap((difference) => ['', ...linesOf(difference)]),
    ...(missing.first.length > 0 ? ['', `Only in B: ${missing.first.join(', ')}`] : []),
    ...(missing.second.length > 0 ? ['', `Only in A: ${missing.second.join(', ')}`] : []),
  ];
}

function linesOf({ id, title, state, reason, notes, measurements }: CheckDifference): string[] {
  const head = state ? `${id}: ${state.first} → ${state.second}` : id;
  const said = (letter: string, text: string): string[] => (text === '' ? [] : [`  ${letter}  ${oneLine(text)}`]);
  return [
    head,
    `  ${title}`,
    ...said('A', reason.first),
    ...said('B', reason.second),
    ...notes.first.flatMap((note) => said('A', note)),
    ...notes.second.flatMap((note) => said('B', note)),
    ...measurements.map(({ name, unit, first, second }) => `  ${name}: ${round(first)} → ${round(second)} ${unit}`),
  ];
}

const round = (value: number): number => Math.round(value * 100) / 100;
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
