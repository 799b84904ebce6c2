import type { Rule } from '../../rule.ts';
import { initPasswordExposed } from './init-password-exposed.ts';
import { s3KeyExposed } from './s3-key-exposed.ts';
import { secretDiffersFromCompose } from './secret-differs-from-compose.ts';
import { secretReused } from './secret-reused.ts';
import { secretValueCommitted } from './secret-value-committed.ts';
import { secretWeak } from './secret-weak.ts';
import { secretWellKnown } from './secret-well-known.ts';
import { sensitiveValueExposed } from './sensitive-value-exposed.ts';
import { urlPasswordExposed } from './url-password-exposed.ts';

/** Where secrets are stored, and how strong they are. */
export const secrets: readonly Rule[] = [
  sensitiveValueExposed,
  urlPasswordExposed,
  s3KeyExposed,
  initPasswordExposed,
  secretValueCommitted,
  secretWellKnown,
  secretWeak,
  secretReused,
  secretDiffersFromCompose,
];
