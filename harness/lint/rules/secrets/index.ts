import type { Rule } from '../../rule.ts';
import { initPasswordExposed } from './init-password-exposed.ts';
import { s3KeyExposed } from './s3-key-exposed.ts';
import { secretDiffersFromCompose } from './secret-differs-from-compose.ts';
import { secretPublic } from './secret-public.ts';
import { secretShared } from './secret-shared.ts';
import { secretValueCommitted } from './secret-value-committed.ts';
import { secretWeak } from './secret-weak.ts';
import { sensitiveValueExposed } from './sensitive-value-exposed.ts';
import { urlPasswordExposed } from './url-password-exposed.ts';

/** Where secrets are, and which ones they are. */
export const secrets: readonly Rule[] = [
  sensitiveValueExposed,
  urlPasswordExposed,
  s3KeyExposed,
  initPasswordExposed,
  secretValueCommitted,
  secretPublic,
  secretWeak,
  secretShared,
  secretDiffersFromCompose,
];
