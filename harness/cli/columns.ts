import stringWidth from 'string-width';

/** @returns the rows as lines with aligned columns; the last column is not padded. Wide (Chinese) characters count as two. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => stringWidth(row[index] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, index) =>
        index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - stringWidth(cell)),
      )
      .join('  '),
  );
}
