import type { Rule } from '../../rule.ts';
import { claimAccessMode } from './claim-access-mode.ts';
import { claimClass } from './claim-class.ts';
import { claimMissing } from './claim-missing.ts';
import { claimRollingUpdate } from './claim-rolling-update.ts';
import { claimUnused } from './claim-unused.ts';
import { configMapKeyMissing } from './configmap-key-missing.ts';
import { configMapMissing } from './configmap-missing.ts';
import { configMapUnused } from './configmap-unused.ts';
import { hostPathVolume } from './host-path-volume.ts';
import { mountPathDuplicate } from './mount-path-duplicate.ts';
import { mountedFileMissing } from './mounted-file-missing.ts';
import { roleBindingDangling } from './role-binding-dangling.ts';
import { secretKeyMissing } from './secret-key-missing.ts';
import { secretKeyUnused } from './secret-key-unused.ts';
import { secretMissing } from './secret-missing.ts';
import { secretUnused } from './secret-unused.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { serviceAccountUnused } from './service-account-unused.ts';
import { volumeMissing } from './volume-missing.ts';
import { volumeUnused } from './volume-unused.ts';

/** What pods refer to: ConfigMaps, Secrets, volumes, claims, accounts. */
export const references: readonly Rule[] = [
  configMapMissing,
  configMapKeyMissing,
  secretMissing,
  secretKeyMissing,
  mountedFileMissing,
  volumeMissing,
  mountPathDuplicate,
  claimMissing,
  claimAccessMode,
  claimRollingUpdate,
  claimClass,
  hostPathVolume,
  serviceAccountMissing,
  roleBindingDangling,
  volumeUnused,
  configMapUnused,
  secretUnused,
  secretKeyUnused,
  claimUnused,
  serviceAccountUnused,
];
