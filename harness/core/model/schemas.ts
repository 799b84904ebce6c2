import { z } from 'zod';
import { IMAGE_SOURCE_NAMES } from '../config/image-sources.ts';
import type { Requirement } from '../config/index.ts';
import { type CheckDeclaration, type CheckRecord, PHASES, type Result } from './check.ts';
import { PARITY_STATES, type ParityTable } from './parity.ts';
import type { LedgerEntry, PhaseRecord, Subject, Waiver } from './run.ts';

/** Schemas of records that are read back from files, as strict as their types; unknown fields are dropped. */

const texts = z.array(z.string());

export const resultSchema: z.ZodType<Result> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('passed') }),
  z.object({ state: z.literal('failed'), reason: z.string(), details: texts.exactOptional() }),
  z.object({ state: z.literal('flaky'), reason: z.string() }),
  z.object({ state: z.literal('skipped'), reason: z.string(), notApplicable: z.literal(true).exactOptional() }),
  z.object({
    state: z.literal('inconclusive'),
    reason: z.string(),
    whose: z.enum(['harness', 'machine']).exactOptional(),
  }),
  z.object({ state: z.literal('blocked'), by: z.string(), reason: z.string() }),
]);

const declaration = {
  id: z.string(),
  title: z.string(),
  phase: z.enum(PHASES),
  claims: texts,
  severity: z.enum(['mandatory', 'recommended', 'informational']),
  effect: z.enum(['observe', 'write-own', 'load', 'disrupt']),
  dependsOn: texts.exactOptional(),
  needs: texts,
  requires: z.array(z.custom<Requirement>((value) => typeof value === 'string')).exactOptional(),
  remediation: z.string(),
};

/** The remaining fields depend on the kind, which parses them itself. */
const fault = z.looseObject({ kind: z.string() });

/** A declaration, from listing the specs. */
export const checkDeclarationSchema: z.ZodType<CheckDeclaration> = z.object({
  ...declaration,
  expectedSeconds: z.number().exactOptional(),
  faults: z.union([z.object({ none: z.string() }), z.array(fault)]).exactOptional(),
});

const rawCheck = z.object({
  ...declaration,
  result: resultSchema,
  durationMs: z.number(),
  startedAt: z.string(),
  measurements: z.array(
    z.object({ name: z.string(), value: z.number(), unit: z.string(), limit: z.number().exactOptional() }),
  ),
  evidence: z.array(z.object({ name: z.string(), path: z.string(), contentType: z.string() })),
  notes: texts,
});

/** A record, without `leanedOn`. */
export const rawCheckSchema: z.ZodType<Omit<CheckRecord, 'leanedOn'>> = rawCheck;

export const checkSchema: z.ZodType<CheckRecord> = rawCheck.extend({ leanedOn: texts });

export const phaseSchema: z.ZodType<PhaseRecord> = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['done', 'failed', 'blocked', 'skipped']),
  startedAt: z.string(),
  durationMs: z.number(),
  ownMs: z.number().exactOptional(),
  reason: z.string().exactOptional(),
  blockedBy: z.string().exactOptional(),
  failedCheck: z.string().exactOptional(),
  notes: texts.exactOptional(),
});

export const ledgerEntrySchema: z.ZodType<LedgerEntry> = z.object({
  part: z.string(),
  kind: z.enum(['double', 'stand-in', 'substitute', 'own']),
  real: z.string(),
  used: z.string(),
  source: z.enum([...IMAGE_SOURCE_NAMES, 'harness']),
  differences: texts,
});

export const waiverSchema: z.ZodType<Waiver> = z.object({
  check: z.string(),
  reason: z.string(),
  owner: z.string(),
  expires: z.string(),
});

export const scopeSchema = z.enum(['rehearsal', 'release']);

export const profileSchema = z.enum(['full', 'quick']);

export const subjectSchema: z.ZodType<Subject> = z.object({
  manifests: z.string(),
  manifestsDigest: z.string(),
  variant: z.string().exactOptional(),
  namespace: z.string(),
  hosts: texts,
  difyVersion: z.string(),
  kubernetes: z.string().exactOptional(),
  cluster: z.string(),
  tools: z.record(z.string(), z.string()),
  git: z.string().exactOptional(),
  images: z
    .array(
      z.object({
        ref: z.string(),
        source: z.enum(IMAGE_SOURCE_NAMES),
        double: z.boolean().exactOptional(),
        digest: z.string(),
      }),
    )
    .exactOptional(),
  config: z.object({ file: z.string(), digest: z.string() }).exactOptional(),
  startedBy: z.string().exactOptional(),
});

const paritySide = z.object({
  value: z.string().exactOptional(),
  file: z.string(),
  line: z.number(),
  source: z.string(),
});

export const paritySchema: z.ZodType<ParityTable> = z.object({
  composeFile: z.string(),
  services: z.array(
    z.object({
      part: z.string(),
      compose: z.string().exactOptional(),
      workload: z.string().exactOptional(),
      cells: z.array(
        z.object({
          variable: z.string(),
          state: z.enum(PARITY_STATES),
          compose: paritySide.exactOptional(),
          kubernetes: paritySide.exactOptional(),
          reason: z.string().exactOptional(),
        }),
      ),
    }),
  ),
});
