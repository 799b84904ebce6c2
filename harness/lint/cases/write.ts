import { type Document, isMap, parseDocument, type YAMLMap } from 'yaml';
import type { ExpectedFinding } from './cases.ts';

/** Nothing is folded, and what has several lines is written as it is. */
const LAYOUT = { lineWidth: 0 } as const;

/** What a cases file is to expect: of each bad case, and of the fixture set. */
export interface Expectation {
  readonly bad: readonly (readonly ExpectedFinding[])[];
  readonly fixture: readonly ExpectedFinding[];
}

/** @returns the text of a cases file with other findings; the cases and the comments stay as they are. */
export function withFindings(text: string, { bad, fixture }: Expectation): string {
  const document = parseDocument(text);
  for (const [index, findings] of bad.entries()) replace(document, ['bad', index], findings);
  replace(document, ['fixture'], fixture);
  return document.toString(LAYOUT);
}

function replace(document: Document, path: readonly (string | number)[], findings: readonly ExpectedFinding[]): void {
  const owner = document.getIn(path);
  if (!isMap(owner)) throw new Error(`${path.join('.')} is no mapping`);
  (owner as YAMLMap).set('findings', document.createNode(findings));
}
