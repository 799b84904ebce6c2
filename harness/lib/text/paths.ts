import { relative } from 'node:path';

/** @returns the path as the person who started the program would write it: relative where it is within the working folder. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}
