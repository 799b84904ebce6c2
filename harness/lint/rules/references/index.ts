import type { Rule } from '../../rule.ts';
import { configMapKeyMissing } from './configmap-key-missing.ts';
import { configMapMissing } from './configmap-missing.ts';
import { configMapUnused } from './configmap-unused.ts';
import { hostPathVolume } from './host-path-volume.ts';
import { mountPathDuplicate } from './mount-path-duplicate.ts';
import { mountedFileMissing } from './mounted-file-missing.ts';
import { pvcAccessMode } from './pvc-access-mode.ts';
import { pvcMissing } from './pvc-missing.ts';
import { pvcRollingUpdate } from './pvc-rolling-update.ts';
import { pvcStorageClass } from './pvc-storage-class.ts';
import { pvcUnused } from './pvc-unused.ts';
import { roleBindingDangling } from './role-binding-dangling.ts';
import { secretKeyMissing } from './secret-key-missing.ts';
import { secretKeyUnused } from './secret-key-unused.ts';
import { secretMissing } from './secret-missing.ts';
import { secretUnused } from './secret-unused.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { serviceAccountUnused } from './service-account-unused.ts';
import { volumeMissing } from './volume-missing.ts';
import { volumeUnused } from './volume-unused.ts';

/** What pods refer to: ConfigMaps, Secrets, volumes, PersistentVolumeClaims and ServiceAccounts. */
export const references: readonly Rule[] = [
  configMapMissing,
  configMapKeyMissing,
  secretMissing,
  secretKeyMissing,
  mountedFileMissing,
  volumeMissing,
  mountPathDuplicate,
  pvcMissing,
  pvcAccessMode,
  pvcRollingUpdate,
  pvcStorageClass,
  hostPathVolume,
  serviceAccountMissing,
  roleBindingDangling,
  volumeUnused,
  configMapUnused,
  secretUnused,
  secretKeyUnused,
  pvcUnused,
  serviceAccountUnused,
];
