import type { Rule } from '../../rule.ts';
import { apiVersionDeprecated } from './api-version-deprecated.ts';
import { apiVersionRemoved } from './api-version-removed.ts';
import { apiVersionUnknown } from './api-version-unknown.ts';
import { duplicateKey } from './duplicate-key.ts';
import { fieldInvalid } from './field-invalid.ts';
import { kindUnknown } from './kind-unknown.ts';
import { namespaceWrong } from './namespace-wrong.ts';
import { objectDuplicate } from './object-duplicate.ts';

/** Kinds, API versions, namespaces and fields of objects. */
export const objects: readonly Rule[] = [
  kindUnknown,
  apiVersionUnknown,
  apiVersionRemoved,
  apiVersionDeprecated,
  namespaceWrong,
  objectDuplicate,
  duplicateKey,
  fieldInvalid,
];
