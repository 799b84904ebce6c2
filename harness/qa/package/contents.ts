/** What `npm pack --json` says about a package. */
export interface Packed {
  /** Size of the archive, in bytes. */
  readonly size: number;
  /** Paths in it, relative to the package's root. */
  readonly paths: readonly string[];
}

const LIMIT_BYTES = 3_000_000;

/** Nothing that a run reads: tests and what they use, caches, logs, reports, and maps to sources that are not in the package. */
const NEVER = /\.test\.[jt]s$|(^|\/)(tests|testing|coverage|reports|test-results)\/|\.(log|map|tsbuildinfo|pyc)$/;

/**
 * @param needed paths that a run reads.
 * @returns what is wrong with a package, one line each.
 */
export function packageProblems({ size, paths }: Packed, needed: readonly string[]): string[] {
  const all = new Set(paths);
  const twice = paths.filter((path) => /\.ts$/.test(path) && all.has(`dist/${path.replace(/\.ts$/, '.js')}`));
  return [
    ...(size > LIMIT_BYTES ? [`it has ${size} bytes, more than ${LIMIT_BYTES}`] : []),
    ...paths.filter((path) => NEVER.test(path)).map((path) => `${path} is of no use in a package`),
    ...twice.map((path) => `${path} is in it twice, as source and compiled`),
    ...needed.filter((path) => !all.has(path)).map((path) => `${path} is missing`),
  ];
}
