import type { ReleaseFacts } from '../facts.ts';

/** What it is about; also the order in which a plan tells it. */
export const KINDS = [
  ...['note', 'image', 'service', 'queue', 'route', 'user', 'companion', 'migration', 'variable', 'default', 'volume'],
  ...['port', 'mode', 'profile', 'removed-variable'],
] as const satisfies readonly string[];
export type DifferenceKind =
  | 'note'
  | 'image'
  | 'service'
  | 'queue'
  | 'route'
  | 'user'
  | 'companion'
  | 'migration'
  | 'variable'
  | 'default'
  | 'volume'
  | 'port'
  | 'mode'
  | 'profile'
  | 'removed-variable';

/** `must`: the release does not work without; `should`: works, but not as intended; `know`: nothing to do in most deployments. */
export type Weight = 'must' | 'should' | 'know';

/** One difference between two releases. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly change: 'added' | 'removed' | 'changed';
  /** Of the service, queue, location or variable. */
  readonly name: string;
  readonly weight: Weight;
  /** What to do, or what is different: one sentence without a full stop. */
  readonly text: string;
  /** What happens otherwise. */
  readonly why?: string;
  /** Before and after, where that is a value. A public default of a secret is `public:` and a hash. */
  readonly from?: string;
  readonly to?: string;
  /** Which processes read it: `api`, `web`, or services of the Compose file. `api` stands for the image in each MODE. */
  readonly readers?: readonly string[];
  /** The line to add, as YAML; `<…>` stands for what only the deployment knows. */
  readonly line?: string;
  /** Further names that this one covers: variables of a new service. */
  readonly covers?: readonly string[];
}

export interface Pair {
  readonly from: ReleaseFacts;
  readonly to: ReleaseFacts;
}

/** @returns the names of one that the other lacks, sorted. */
export const without = (names: Iterable<string>, other: Iterable<string>): string[] => {
  const known = new Set(other);
  return [...names].filter((name) => !known.has(name)).sort();
};

/** @returns the names that both have, sorted. */
export const both = (names: Iterable<string>, other: Iterable<string>): string[] => {
  const known = new Set(other);
  return [...names].filter((name) => known.has(name)).sort();
};
