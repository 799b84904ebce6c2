/** Names a value that one step provides to others, with the value's type. */
export interface Token<Name extends string = string, Value = unknown> {
  readonly name: Name;
  /** Never set: it only carries the type. */
  readonly value?: Value;
}

/** `token('network').of<RunNetwork>()`. */
export const token = <const Name extends string>(name: Name) => ({
  of: <Value>(): Token<Name, Value> => ({ name }),
});

/** The type of a token's value; `void` without a token. */
export type ValueOf<T extends Token> = [T] extends [never]
  ? // biome-ignore lint/suspicious/noConfusingVoidType: it is a return type, by way of `run`
    void
  : T extends Token<string, infer Value>
    ? Value
    : never;

/** Tokens as an object of their values, by name. */
export type ValuesOf<T extends Token> = { readonly [Each in T as Each['name']]: ValueOf<Each> };
