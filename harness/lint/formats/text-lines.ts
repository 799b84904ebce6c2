export const indent = (lines: string, by = 2): string => lines.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** @returns how many lines blocks take, with the empty line after each. */
export const linesOf = (blocks: readonly string[]): number =>
  blocks.reduce((sum, block) => sum + block.split('\n').length + 1, 0);

/** @returns at most so many lines; the last one says how many are not shown. */
export function shortened(lines: readonly string[], most: number, what: string): readonly string[] {
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, most - 1);
  return [...shown, `… and ${lines.length - shown.length} more ${what}: --all shows them`];
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
