import { z } from 'zod';
import { PART_NAMES } from '../../core/config/index.ts';

/** Fields that several kinds of faults share. */
export type FaultyPart = (typeof PART_NAMES)[number];

export const part = z.enum(PART_NAMES).describe('The part, as in `parts` of the config');

/** One step of a JSON Patch. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

export const operations = z
  .array(
    z.strictObject({
      op: z.enum(['add', 'remove', 'replace']),
      path: z.string(),
      value: z.unknown().exactOptional(),
    }),
  )
  .readonly()
  .describe('JSON Patch (RFC 6902); paths are JSON Pointers such as `/spec/ports/0/port`');
