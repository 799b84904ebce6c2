import type { Rule } from '../../rule.ts';
import { upgradeCompanionVersion } from './upgrade-companion-version.ts';
import { upgradeDefaultChanged } from './upgrade-default-changed.ts';
import { upgradeImageUser } from './upgrade-image-user.ts';
import { upgradeMigrationSlow } from './upgrade-migration-slow.ts';
import { upgradePartMissing } from './upgrade-part-missing.ts';
import { upgradeQueueUnconsumed } from './upgrade-queue-unconsumed.ts';
import { upgradeRouteMissing } from './upgrade-route-missing.ts';
import { upgradeVariableMissing } from './upgrade-variable-missing.ts';
import { upgradeVariableRemoved } from './upgrade-variable-removed.ts';

export const upgrade: readonly Rule[] = [
  upgradePartMissing,
  upgradeQueueUnconsumed,
  upgradeRouteMissing,
  upgradeVariableMissing,
  upgradeVariableRemoved,
  upgradeDefaultChanged,
  upgradeCompanionVersion,
  upgradeImageUser,
  upgradeMigrationSlow,
];
