import type { z } from 'zod';
import type { configSchema } from '../core/config/schema.ts';

/** A config as it is written, before defaults. */
export type Draft = z.input<typeof configSchema>;

/** Something that the files don't tell, and a run needs. */
export interface Gap {
  /** Key of the config: `external.postgres.host`. */
  readonly key: string;
  readonly question: string;
  /** Taken without asking; undefined = there is no good guess. */
  readonly fallback?: string;
}

/** Why the set can't be run as it is, whatever the config says. */
export interface Hindrance {
  readonly what: string;
  readonly remedy: string;
}

/** A config that was read from a set, and what the set did not tell. */
export interface Inferred {
  readonly draft: Draft;
  /** Key of the config → why it has this value, for a person. */
  readonly comments: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
  readonly hindrances: readonly Hindrance[];
}

/** What each reader of the set contributes. */
export interface Piece<T> {
  readonly value: T;
  readonly comments?: readonly (readonly [key: string, comment: string])[];
  readonly gaps?: readonly Gap[];
  readonly hindrances?: readonly Hindrance[];
}
