import { styleText } from 'node:util';
import type { Severity } from '../../core/model/check.ts';

type Paint = (text: string) => string;

/** Colors of the terminal report; without color, all of them leave the text unchanged. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
  /** Colors the marks of a quotation: line numbers, arrow and caret. */
  readonly quotation: Paint;
}

export function styleFor(colour: boolean): Style {
  const paint =
    (...formats: Parameters<typeof styleText>[0][]): Paint =>
    (text) =>
      colour ? formats.reduce((painted, format) => styleText(format, painted, { validateStream: false }), text) : text;
  const dim = paint('dim');
  const mark = paint('red', 'bold');
  return {
    bold: paint('bold'),
    dim,
    good: paint('green', 'bold'),
    severity: { mandatory: paint('red', 'bold'), recommended: paint('yellow', 'bold'), informational: paint('cyan') },
    quotation: (text) =>
      text
        .split('\n')
        .map((line) => quotedLine(line, dim, mark))
        .join('\n'),
  };
}

function quotedLine(line: string, dim: Paint, mark: Paint): string {
  const [, arrow, gutter, rest] = /^([> ])( *\d* \|)(.*)$/.exec(line) ?? [];
  if (arrow === undefined || gutter === undefined || rest === undefined) return line;
  const isCaret = !/\d/.test(gutter);
  return `${arrow === '>' ? mark(arrow) : arrow}${dim(gutter)}${isCaret ? mark(rest) : rest}`;
}
