import { z } from 'zod';
import type { FaultTarget } from './target.ts';

/** A fault of one kind, as declared with a check: pure data. */
export type FaultOf<K extends string, F extends z.ZodRawShape> = { readonly kind: K } & (keyof F extends never
  ? unknown
  : Readonly<z.infer<z.ZodObject<F>>>);

/** What a module in `kinds/` declares about a kind of fault; types, self-test and docs are derived from it. */
export interface FaultKind<T extends { readonly kind: string }> {
  readonly kind: string;
  /** Fields besides `kind`; their descriptions are shown in the docs. */
  readonly fields: z.ZodRawShape;
  /** What is broken, in a sentence or two. */
  readonly does: string;
  readonly undone: string;
  /** When the fault is in effect, and undone. */
  readonly takes: 'at once' | 'within seconds' | 'after a rollout';
  readonly example: T;
  /** Whether the fault changes an object of the manifest set, so that drift checks rightly fail, too. */
  readonly changesTheSet: boolean;
  /** @throws ZodError if the value is not a fault of this kind. */
  parse(value: unknown): T;
  /** @returns the fault in a few words, always the same for the same fault: `switch any-key of sandbox`. */
  describe(fault: T): string;
  /** Injects the fault and waits until it is in effect. Disposing of the result undoes it and waits until that is done. */
  apply(target: FaultTarget, fault: T): Promise<AsyncDisposable>;
}

/** Declares a kind of fault. */
export function faultKind<const K extends string, F extends z.ZodRawShape>(
  declared: Omit<FaultKind<FaultOf<K, F>>, 'kind' | 'fields' | 'parse'> & { readonly kind: K; readonly fields: F },
): FaultKind<FaultOf<K, F>> {
  const schema = z.strictObject({ kind: z.literal(declared.kind), ...declared.fields });
  return { ...declared, parse: (value) => schema.parse(value) as unknown as FaultOf<K, F> };
}
