/** What a verb gets besides its options. */
export interface CliContext {
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Exit codes: 0 GO, 1 NO-GO, 2 ERROR, 3 INCONCLUSIVE, 4 CONDITIONAL, 64 usage or config. */
  exit(code: number): void;
}
