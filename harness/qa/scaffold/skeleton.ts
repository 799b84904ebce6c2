/** What `npm run new:<kind> -- NAME` writes: one module in `skeletons/` for each kind. */
export interface Skeleton {
  /** Display name: `smoke check`. */
  readonly title: string;
  /** @returns the new files by path relative to the package. */
  files(name: Names): Readonly<Record<string, string>>;
  /** Changes to existing files, by path. */
  readonly edits?: Readonly<Record<string, (text: string, name: Names) => string>>;
  /** @returns what to do next, one step per line. */
  next(name: Names): readonly string[];
}

/** A name in the spellings that skeletons need. */
export interface Names {
  /** `session-expiry` */
  readonly kebab: string;
  /** `sessionExpiry` */
  readonly camel: string;
}

/** @returns the spellings of a kebab-case name; undefined if it is not one. */
export function namesOf(kebab: string): Names | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab)) return undefined;
  return { kebab, camel: kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) };
}

/** @returns the name as an object key. */
export const keyOf = ({ kebab }: Names): string => (kebab.includes('-') ? `'${kebab}'` : kebab);

/** @returns the name as a member access. */
export const memberOf = ({ kebab }: Names): string => (kebab.includes('-') ? `['${kebab}']` : `.${kebab}`);
