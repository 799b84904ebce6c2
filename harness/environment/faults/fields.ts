import { z } from 'zod';
import type { PartName } from '../../core/config/schema.ts';

/** Fields that several kinds of faults share. */
const PARTS = ['api', 'worker', 'web', 'sandbox', 'plugin-daemon', 'ssrf-proxy'] as const satisfies PartName[];

export type FaultyPart = (typeof PARTS)[number];

export const part = z.enum(PARTS).describe('The part, as in `parts` of the config');

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
