import type { Rule } from '../../rule.ts';
import { composeHostnameInFile } from './compose-hostname-in-file.ts';
import { composeHostnameInVariable } from './compose-hostname-in-variable.ts';
import { differenceUnused } from './difference-unused.ts';
import { milvusAddress } from './milvus-address.ts';
import { placeholderDomain } from './placeholder-domain.ts';
import { postgresAddress } from './postgres-address.ts';
import { redisAddress } from './redis-address.ts';
import { requiredVariableMissing } from './required-variable-missing.ts';
import { s3Address } from './s3-address.ts';
import { serviceMissing } from './service-missing.ts';
import { servicePortMissing } from './service-port-missing.ts';
import { settingUnread } from './setting-unread.ts';
import { storageType } from './storage-type.ts';
import { variableExtra } from './variable-extra.ts';
import { variableMissing } from './variable-missing.ts';
import { variableNameInvalid } from './variable-name-invalid.ts';
import { variableShadowed } from './variable-shadowed.ts';
import { variableValueDiffers } from './variable-value-differs.ts';

/** Environments of containers: the same as in Compose, and addresses that exist. */
export const environment: readonly Rule[] = [
  variableMissing,
  requiredVariableMissing,
  variableExtra,
  variableValueDiffers,
  differenceUnused,
  variableShadowed,
  variableNameInvalid,
  composeHostnameInVariable,
  composeHostnameInFile,
  serviceMissing,
  servicePortMissing,
  postgresAddress,
  redisAddress,
  milvusAddress,
  storageType,
  s3Address,
  placeholderDomain,
  settingUnread,
];
