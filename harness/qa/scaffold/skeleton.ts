/** What `npm run new:<kind> -- NAME` writes: one module in `skeletons/` for each kind. */
export interface Skeleton {
  /** For people: `smoke check`. */
  readonly title: string;
  /** @returns the new files by their paths from the package folder. */
  files(name: Names): Readonly<Record<string, string>>;
  /** Changes to existing files, by their paths. */
  readonly edits?: Readonly<Record<string, (text: string, name: Names) => string>>;
  /** @returns what to do next, one step a line. */
  next(name: Names): readonly string[];
}

/** A name in the spellings that skeletons need. */
export interface Names {
  /** `session-expiry` */
  readonly kebab: string;
  /** `sessionExpiry` */
  readonly camel: string;
}

/** @returns the spellings of a kebab-case name; undefined when it is none. */
export function namesOf(kebab: string): Names | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab)) return undefined;
  return { kebab, camel: kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) };
}

/** @returns the name as a key of an object. */
export const keyOf = ({ kebab }: Names): string => (kebab.includes('-') ? `'${kebab}'` : kebab);

/** @returns the name as the access to a member. */
export const memberOf = ({ kebab }: Names): string => (kebab.includes('-') ? `['${kebab}']` : `.${kebab}`);
