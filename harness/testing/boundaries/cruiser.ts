import { join } from 'node:path';
import { cruise, type ICruiseOptions, type IForbiddenRuleType, type IViolation } from 'dependency-cruiser';
import { packageRoot } from '../../core/package-root.ts';
import { readBoundaries } from './data.ts';
import { rulesOf } from './rules.ts';

/** What is read: all of the repository's own modules, so that a new folder can't stay outside of the list. */
const OPTIONS: ICruiseOptions = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^(?:dist|reports|coverage|test-results|playwright-report)/' },
  // Type-only imports bind as much as others do.
  tsPreCompilationDeps: true,
};

/** @returns the allow list of this repository. */
export const boundaries = () => readBoundaries(join(packageRoot(), 'boundaries.yaml'));

/** @returns the configuration of dependency-cruiser: its options, and the allow list as its rules. */
export const cruiserConfig = (): { options: ICruiseOptions; forbidden: IForbiddenRuleType[] } => ({
  options: OPTIONS,
  forbidden: rulesOf(boundaries()),
});

/** @returns what a folder's modules import against the rules, and how many imports were looked at. */
export async function cruised(baseDir: string): Promise<{ violations: readonly IViolation[]; imports: number }> {
  const { options, forbidden } = cruiserConfig();
  const { output } = await cruise(['.'], { ...options, baseDir, validate: true, ruleSet: { forbidden } });
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answered with a text');
  return { violations: output.summary.violations, imports: output.summary.totalDependenciesCruised ?? 0 };
}
