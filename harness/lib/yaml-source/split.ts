/** A part of a text that can be parsed by itself, usually one document. Offsets; the end is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a text at each `---` at the start of a line, where YAML ends every document whatever precedes it, so that an
 * error in one document does not hide those in others. Directives stay with their document.
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
