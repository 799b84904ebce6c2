import type { z } from 'zod';
import type { FieldPath, Finding, ManifestObject } from '../types.ts';
import { nameOf } from '../types.ts';

/** What a rule may know besides the objects. */
export interface RuleContext {
  /** Namespace in which everything must be. */
  readonly namespace: string;
}

/** A rule looks at the objects, which all have the shape of their kind, and says what is wrong. */
export type Rule = (objects: readonly ManifestObject[], context: RuleContext) => Finding[];

type Verdict = Omit<Finding, 'file' | 'line' | 'object'>;

/** @returns the finding, placed at the field that it is about. */
export function findingAt(entry: ManifestObject, path: FieldPath, verdict: Verdict): Finding {
  return { ...verdict, file: entry.file, line: entry.at(path).line, object: nameOf(entry.object) };
}

export interface Typed<T> {
  readonly entry: ManifestObject;
  readonly view: T;
}

/** @returns the objects of these kinds, read as `schema` says. */
export function ofKind<T>(objects: readonly ManifestObject[], schema: z.ZodType<T>, ...kinds: string[]): Typed<T>[] {
  return objects
    .filter(({ object }) => kinds.includes(object.kind))
    .flatMap((entry) => {
      const parsed = schema.safeParse(entry.object);
      return parsed.success ? [{ entry, view: parsed.data }] : [];
    });
}

/** @returns the names as a cause states them: `there is a, b, c`. */
export function thereIs(names: Iterable<string>): string {
  const all = [...names].sort();
  if (all.length === 0) return 'there is none';
  return `there is ${all.slice(0, 12).join(', ')}${all.length > 12 ? ` and ${all.length - 12} more` : ''}`;
}
