/** A stretch of a text that can be read alone: one document, as a rule. Offsets; the end is outside. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a text where `---` stands at the beginning of a line: YAML ends every document there, whatever it is in the midst of.
 * So a fault in one document hides none in the others. Directives stay with the document that they are for.
 */
export function stretchesOf(text: string): Stretch[] {
  const starts = [0];
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 1)) {
    if (isMarker(text, at + 1) && !followsDirective(text, at)) starts.push(at + 1);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

const isMarker = (text: string, at: number): boolean => ['', ' ', '\t', '\r', '\n'].includes(text.charAt(at + 3));

/** @param lineEnd offset of the line break before the marker. */
function followsDirective(text: string, lineEnd: number): boolean {
  return lineEnd > 0 && text.charAt(text.lastIndexOf('\n', lineEnd - 1) + 1) === '%';
}
