import { z } from 'zod';
import { PHASES } from '../core/model/check.ts';
import { PARITY_STATES } from '../core/model/parity.ts';
import type { RunRecord } from '../core/model/run.ts';
import { RULES } from '../core/model/verdict.ts';

const texts = z.array(z.string());

const result = z.discriminatedUnion('state', [
  z.object({ state: z.literal('passed') }),
  z.object({ state: z.literal('failed'), reason: z.string(), details: texts.exactOptional() }),
  z.object({ state: z.enum(['flaky', 'skipped', 'inconclusive']), reason: z.string() }),
  z.object({ state: z.literal('blocked'), by: z.string(), reason: z.string() }),
]);

const check = z.object({
  id: z.string(),
  title: z.string(),
  phase: z.enum(PHASES),
  claims: texts,
  severity: z.enum(['mandatory', 'recommended', 'informational']),
  effect: z.enum(['observe', 'write-own', 'load', 'disrupt']),
  dependsOn: texts.exactOptional(),
  needs: texts,
  remediation: z.string(),
  result,
  durationMs: z.number(),
  startedAt: z.string(),
  measurements: z.array(
    z.object({ name: z.string(), value: z.number(), unit: z.string(), limit: z.number().exactOptional() }),
  ),
  evidence: z.array(z.object({ name: z.string(), path: z.string(), contentType: z.string() })),
  leanedOn: texts,
  notes: texts,
});

const phase = z.object({
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

const ledgerEntry = z.object({
  part: z.string(),
  kind: z.enum(['double', 'stand-in', 'substitute']),
  real: z.string(),
  used: z.string(),
  source: z.enum(['registry', 'archive', 'packages', 'harness']),
  differences: texts,
});

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

const scope = z.enum(['rehearsal', 'release']);

const verdict = z.object({
  verdict: z.enum(['GO', 'NO-GO', 'ERROR', 'INCONCLUSIVE', 'CONDITIONAL']),
  scope,
  ruleId: z.enum(RULES.map((rule) => rule.id)),
  rule: z.string(),
  because: z.array(cause),
});

const subject = z.object({
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
});

const paritySide = z.object({
  value: z.string().exactOptional(),
  file: z.string(),
  line: z.number(),
  source: z.string(),
});

const parity = z.object({
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

/** The shape of `signoff.json`, as strict as the types in `model/`; unknown fields are dropped. */
export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  schema: z.literal('dify-e2e/signoff/2'),
  runId: z.string(),
  harnessVersion: z.string(),
  scope,
  profile: z.enum(['full', 'quick']),
  startedAt: z.iso.datetime({ offset: true }),
  durationMs: z.number(),
  subject,
  phases: z.array(phase),
  ledger: z.array(ledgerEntry),
  claims: z.array(claim),
  checks: z.array(check),
  waivers: z.array(z.object({ check: z.string(), reason: z.string(), owner: z.string(), expires: z.string() })),
  parity: parity.exactOptional(),
  harnessErrors: texts,
  verdict,
});
