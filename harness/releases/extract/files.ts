/** The files of one release, as text. */
export interface ReleaseFiles {
  /** @returns the text of a file, by its path within Dify's repository; undefined if the release has none there. */
  readonly read: (path: string) => string | undefined;
  /** @returns the paths of all files below a folder, sorted. */
  readonly list: (folder: string) => readonly string[];
  /** Names that the API's code reads from its environment directly. */
  readonly directReads: readonly string[];
}

/** What a caller knows besides the files. */
export interface ReleaseIdentity {
  readonly version: string;
  readonly date: string;
  readonly commit: string;
  readonly by: 'tag' | 'version commit';
}
