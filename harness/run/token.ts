/** Names a value that one step gives and others take; the value's type goes with the name. */
export interface Token<Name extends string = string, Value = unknown> {
  readonly name: Name;
  /** Never there: it only carries the type. */
  readonly value?: Value;
}

/** `token('network').of<RunNetwork>()`. */
export const token = <const Name extends string>(name: Name) => ({
  of: <Value>(): Token<Name, Value> => ({ name }),
});

/** The type of a token's value; `void` where there is no token. */
export type ValueOf<T extends Token> = [T] extends [never]
  ? // biome-ignore lint/suspicious/noConfusingVoidType: it is a return type, by way of `run`
    void
  : T extends Token<string, infer Value>
    ? Value
    : never;

/** Tokens as an object of their values, by name. */
export type ValuesOf<T extends Token> = { readonly [Each in T as Each['name']]: ValueOf<Each> };
