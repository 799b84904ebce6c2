/** Something broken on purpose, declared with the check that it makes fail. The kinds are in `environment/faults`. */
export interface DeclaredFault {
  readonly kind: string;
}

/** Why no fault can make a check fail. */
export interface NoFault {
  readonly none: string;
}
