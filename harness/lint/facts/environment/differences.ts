import type { Config, PartName } from '../../../core/config/index.ts';
import type { LintInput } from '../input/input.ts';

export type Difference = Config['lint']['differences'][number];

/** @returns whether the entry covers this variable of this part. */
export const isAbout = (entry: Difference, part: PartName, variable: string): boolean =>
  entry.variable === variable && (entry.part === '*' || entry.part === part);

/** @returns why the variable may differ, if the config documents it (`lint.differences`). */
export function documentedReason({ expected }: LintInput, part: PartName, variable: string): string | undefined {
  return expected.lint.differences.find((entry) => isAbout(entry, part, variable))?.reason;
}
