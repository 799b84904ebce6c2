import type { CodeEntry, Whose } from './code-entry.ts';
import { DEPLOYMENT_CODES } from './deployment.ts';
import { HARNESS_CODES } from './harness.ts';
import { INPUT_CODES } from './input.ts';
import { MACHINE_CODES } from './machine.ts';

export type { CodeEntry, Whose } from './code-entry.ts';

/** Every error code, by who has to act on it; `docs/errors.md` is generated from this. */
export const ERROR_CODES = {
  input: INPUT_CODES,
  deployment: DEPLOYMENT_CODES,
  harness: HARNESS_CODES,
  machine: MACHINE_CODES,
} as const satisfies Record<Whose | 'input', Record<string, CodeEntry>>;

type CodesOf<Group extends keyof typeof ERROR_CODES> = keyof (typeof ERROR_CODES)[Group];

export type InputCode = CodesOf<'input'>;
/** Code of a {@link HarnessError}; user errors have an {@link InputCode}. */
export type ErrorCode = CodesOf<'deployment'> | CodesOf<'harness'> | CodesOf<'machine'>;

/** @returns who has to act on errors with this code, unless the thrower says otherwise. */
export function ownerOf(code: ErrorCode): Whose {
  if (code in DEPLOYMENT_CODES) return 'deployment';
  return code in MACHINE_CODES ? 'machine' : 'harness';
}
