import type { Rule } from '../../rule.ts';
import { composeNameInFile } from './compose-name-in-file.ts';
import { composeNameLeft } from './compose-name-left.ts';
import { differenceUnused } from './difference-unused.ts';
import { milvusAddress } from './milvus-address.ts';
import { onceMissingVariable } from './once-missing-variable.ts';
import { placeholderDomain } from './placeholder-domain.ts';
import { postgresAddress } from './postgres-address.ts';
import { redisAddress } from './redis-address.ts';
import { s3Address } from './s3-address.ts';
import { servicePortUnknown } from './service-port-unknown.ts';
import { serviceUnknown } from './service-unknown.ts';
import { storageType } from './storage-type.ts';
import { valueDiffers } from './value-differs.ts';
import { variableExtra } from './variable-extra.ts';
import { variableMissing } from './variable-missing.ts';
import { variableNameUnusable } from './variable-name-unusable.ts';
import { variableShadowed } from './variable-shadowed.ts';

/** What containers are told: the same as in Compose, and addresses that lead somewhere. */
export const environment: readonly Rule[] = [
  variableMissing,
  onceMissingVariable,
  variableExtra,
  valueDiffers,
  differenceUnused,
  variableShadowed,
  variableNameUnusable,
  composeNameLeft,
  composeNameInFile,
  serviceUnknown,
  servicePortUnknown,
  postgresAddress,
  redisAddress,
  milvusAddress,
  storageType,
  s3Address,
  placeholderDomain,
];
