import type { Rule } from '../../rule.ts';
import { containerPrivileged } from './container-privileged.ts';
import { hpaTargetMissing } from './hpa-target-missing.ts';
import { hpaWithoutRequests } from './hpa-without-requests.ts';
import { initContainerProbes } from './init-container-probes.ts';
import { pdbBlocksEviction } from './pdb-blocks-eviction.ts';
import { pdbSelectsNoPods } from './pdb-selects-no-pods.ts';
import { probeMissing } from './probe-missing.ts';
import { probePortMissing } from './probe-port-missing.ts';
import { quotaExceeded } from './quota-exceeded.ts';
import { rbacWildcard } from './rbac-wildcard.ts';
import { replicasUnexpected } from './replicas-unexpected.ts';
import { requestExceedsLimit } from './request-exceeds-limit.ts';
import { resourcesMissing } from './resources-missing.ts';
import { resourcesUnexpected } from './resources-unexpected.ts';
import { rolloutDowntime } from './rollout-downtime.ts';
import { rolloutImpossible } from './rollout-impossible.ts';
import { serviceAccountTokenMounted } from './service-account-token-mounted.ts';
import { stopsWithoutDraining } from './stops-without-draining.ts';

/** Requests, limits, replicas, probes, disruption budgets and permissions. */
export const resources: readonly Rule[] = [
  resourcesUnexpected,
  requestExceedsLimit,
  resourcesMissing,
  quotaExceeded,
  replicasUnexpected,
  hpaTargetMissing,
  hpaWithoutRequests,
  pdbSelectsNoPods,
  pdbBlocksEviction,
  rolloutImpossible,
  rolloutDowntime,
  stopsWithoutDraining,
  probeMissing,
  probePortMissing,
  initContainerProbes,
  containerPrivileged,
  serviceAccountTokenMounted,
  rbacWildcard,
];
