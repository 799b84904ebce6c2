import { z } from 'zod';

const ids = z.array(z.string());

/** A value in the last GO and in this run; absent where it has none. */
const change = z.object({ name: z.string(), before: z.string().exactOptional(), after: z.string().exactOptional() });

/** A measured time that left the band in which it usually varies. */
const timing = z.object({
  check: z.string(),
  name: z.string(),
  unit: z.string(),
  before: z.number(),
  after: z.number(),
  /** The band, in the same unit. */
  low: z.number(),
  high: z.number(),
  /** Number of earlier runs that the band was made from. */
  runs: z.number(),
});

export const sinceLastGoSchema = z.object({
  runId: z.string(),
  startedAt: z.string(),
  /** Checks that did not pass now, but passed then, or were not there. */
  newFindings: ids,
  /** Checks that pass now and did not then. */
  goneFindings: ids,
  addedChecks: ids,
  removedChecks: ids,
  /** Digests of images by reference. */
  images: z.array(change),
  /** Other parts of what was verified: manifests, Dify, Kubernetes, harness, config, commit. */
  subject: z.array(change),
  timings: z.array(timing),
});

/** What is different from the last run with the verdict GO. */
export type SinceLastGo = z.infer<typeof sinceLastGoSchema>;
export type Change = SinceLastGo['images'][number];
export type TimingChange = SinceLastGo['timings'][number];
