/** One thing that is broken on purpose, declared beside the check that it makes fail. Its kinds live in `environment/faults`. */
export interface DeclaredFault {
  readonly kind: string;
}

/** Why no fault can be made for a check. */
export interface NoFault {
  readonly none: string;
}
