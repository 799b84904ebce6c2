import { existsSync, readFileSync } from 'node:fs';

const FIGURES = ['lines', 'branches', 'functions'] as const;

/**
 * @param file `coverage-summary.json`, as vitest's json-summary reporter writes it.
 * @returns a readable line: `unit test coverage: 81.2 % of lines, …`. Vitest writes no summary if a test fails.
 */
export function coverageLine(file: string): string {
  if (!existsSync(file)) return 'unit test coverage: not measured, since a test failed';
  const { total } = JSON.parse(readFileSync(file, 'utf8')) as CoverageSummary;
  return `unit test coverage: ${FIGURES.map((figure) => `${total[figure].pct} % of ${figure}`).join(', ')}`;
}

interface CoverageSummary {
  readonly total: Readonly<Record<(typeof FIGURES)[number], { readonly pct: number }>>;
}
