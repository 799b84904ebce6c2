import { join } from 'node:path';
import { SUMS_FILE, sha256 } from '../sums.ts';
import type { Resource } from './statements.ts';

/** @returns what a signature is over, besides what the run attests: the sums, which stand for every other file. */
export const signedFiles = async (dir: string): Promise<Resource[]> => [
  { name: SUMS_FILE, digest: { sha256: await sha256(join(dir, SUMS_FILE)) } },
];
