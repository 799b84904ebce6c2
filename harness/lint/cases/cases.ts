import { z } from 'zod';
import type { TextEdit } from '../../core/text-edit.ts';

const text = z.string().min(1);

/** A finding as a reviewer reads it: which object, where, and what it says. */
const Expected = z.strictObject({
  object: text,
  /** `line:column` of the manifests; `compose.yaml:…`, `.env:…`, `config.yaml:…`; of the fixtures, always with the file. */
  at: z.string().regex(/^(\S+:)?\d+:\d+$/, 'must be line:column or file:line:column'),
  message: text,
  /** Only where it is not that of the rule. */
  severity: z.enum(['mandatory', 'recommended', 'informational']).optional(),
});

const sample = {
  /** What the case is about, where the YAML alone does not show it. */
  name: text.optional(),
  /** YAML documents of Kubernetes objects. */
  manifests: z.string(),
  compose: text.optional(),
  /** The `.env` beside the Compose file. */
  env: text.optional(),
  /** The `lint` section of the config file, as YAML: `exceptions: […]`. */
  lint: text.optional(),
  /** `--target`. */
  target: text.optional(),
};

/** One replacement in a file of the fixtures; `replace` must be there exactly once. */
const Edit: z.ZodType<TextEdit> = z.strictObject({ file: text, replace: text, by: z.string() });

/** What `<id>.cases.yaml` beside a rule holds; its first bad and its first good case are the examples of the docs. */
export const RuleCases = z.strictObject({
  bad: z.array(z.strictObject({ ...sample, findings: z.array(Expected).min(1) })).min(1),
  good: z.array(z.strictObject(sample)).min(1),
  /** Breaks the fixture set so that this rule has these findings, and no other rule has any; rules about a target are judged one by one. */
  fixture: z.strictObject({ edits: z.array(Edit), findings: z.array(Expected).min(1), target: text.optional() }),
});

export type RuleCases = z.infer<typeof RuleCases>;
export type ExpectedFinding = z.infer<typeof Expected>;
/** A small input of a rule, complete enough to be judged by it. */
export type Sample = RuleCases['good'][number];
