import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string().min(1);

const Expected = z
  .strictObject({
    /** Id of the rule; several = any of them. */
    rule: z.union([text, z.array(text).min(1)]).optional(),
    /** What the finding must speak of, where the object alone does not tell; a part of its message, or of its remedy. */
    says: text.optional(),
    /** As findings name it: `ConfigMap dify/dify-config`. */
    object: text,
  })
  .refine(({ rule, says }) => rule !== undefined || says !== undefined, 'needs a rule, or what it says');

export type Expected = z.infer<typeof Expected>;

const Case = z.strictObject({
  /** What was done to a sound set. */
  about: text,
  /** Every finding that a person would want; none = the set is sound. */
  findings: z.array(Expected),
  /** Findings that are right and that nobody asked for: neither a miss nor an extra. */
  allowed: z.array(Expected).default([]),
});

export type Case = z.infer<typeof Case>;

export const FIELD = import.meta.dirname;
const FILE = join(FIELD, 'expectations.yaml');

/** @returns what has to be found in each case, by its name. */
export const expectations = (): ReadonlyMap<string, Case> =>
  new Map(Object.entries(z.record(text, Case).parse(parse(readFileSync(FILE, 'utf8')))));
