/** Who has to act on an error: the owner of the verified deployment, of the harness, or of the machine it runs on. */
export type Whose = 'deployment' | 'harness' | 'machine';

/** What docs/errors.md says about a code. */
export interface CodeEntry {
  /** What happened, as a general sentence. */
  readonly meaning: string;
  /** What to do about it in most cases. */
  readonly next: string;
}
