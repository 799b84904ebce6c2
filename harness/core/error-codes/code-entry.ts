/** Who has to act on an error: the people of the verified deployment, of the harness, or of the machine it runs on. */
export type Whose = 'deployment' | 'harness' | 'machine';

/** What docs/errors.md says of a code. */
export interface CodeEntry {
  /** What happened, as a sentence without the particulars. */
  readonly meaning: string;
  /** What to do about it, as a rule. */
  readonly next: string;
}
