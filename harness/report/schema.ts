import { z } from 'zod';
import { resourcesSchema } from '../core/model/resources.ts';
import type { RunRecord } from '../core/model/run.ts';
import {
  checkSchema,
  ledgerEntrySchema,
  paritySchema,
  phaseSchema,
  profileSchema,
  scopeSchema,
  subjectSchema,
  waiverSchema,
} from '../core/model/schemas.ts';
import { sinceLastGoSchema } from '../core/model/since-last-go.ts';
import { RULES } from '../core/model/verdict.ts';

const texts = z.array(z.string());

const claim = z.object({
  id: z.string(),
  section: z.string(),
  text: z.string(),
  state: z.enum(['ticked', 'open', 'added', 'decided']),
  how: z.enum(['static', 'live', 'both']),
});

const cause = z.object({
  check: z.string(),
  kind: z.enum(['check', 'phase', 'harness']),
  claims: texts,
  reason: z.string(),
  blocks: texts,
});

const verdict = z.object({
  verdict: z.enum(['GO', 'NO-GO', 'ERROR', 'INCONCLUSIVE', 'CONDITIONAL']),
  scope: scopeSchema,
  ruleId: z.enum(RULES.map((rule) => rule.id)),
  rule: z.string(),
  because: z.array(cause),
});

/** The shape of `signoff.json`, as strict as the types in `model/`; unknown fields are dropped. */
export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  schema: z.literal('dify-e2e/signoff/2'),
  runId: z.string(),
  harnessVersion: z.string(),
  scope: scopeSchema,
  scopeReason: z.string().exactOptional(),
  profile: profileSchema,
  startedAt: z.iso.datetime({ offset: true }),
  durationMs: z.number(),
  subject: subjectSchema,
  phases: z.array(phaseSchema),
  ledger: z.array(ledgerEntrySchema),
  claims: z.array(claim),
  checks: z.array(checkSchema),
  declared: texts.exactOptional(),
  waivers: z.array(waiverSchema),
  parity: paritySchema.exactOptional(),
  resources: resourcesSchema.exactOptional(),
  sinceLastGo: sinceLastGoSchema.exactOptional(),
  harnessErrors: texts,
  verdict,
});

/** The published JSON Schema of `signoff.json` (draft 2020-12). */
export const runRecordJsonSchema = (): Record<string, unknown> => ({
  $id: 'dify-e2e/signoff/2',
  title: 'Record of a run of dify-e2e: signoff.json',
  ...z.toJSONSchema(runRecordSchema, { io: 'input', unrepresentable: 'any' }),
});
