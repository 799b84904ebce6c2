import type { Rule } from '../../rule.ts';
import { autoscalerTargetMissing } from './autoscaler-target-missing.ts';
import { autoscalerWithoutRequests } from './autoscaler-without-requests.ts';
import { containerPrivileged } from './container-privileged.ts';
import { disruptionBudgetBlocks } from './disruption-budget-blocks.ts';
import { disruptionBudgetSelectsNothing } from './disruption-budget-selects-nothing.ts';
import { initContainerProbes } from './init-container-probes.ts';
import { probeMissing } from './probe-missing.ts';
import { probePortMissing } from './probe-port-missing.ts';
import { quotaExceeded } from './quota-exceeded.ts';
import { rbacWildcard } from './rbac-wildcard.ts';
import { replicasPromised } from './replicas-promised.ts';
import { requestOverLimit } from './request-over-limit.ts';
import { resourcesMissing } from './resources-missing.ts';
import { resourcesPromised } from './resources-promised.ts';
import { rolloutImpossible } from './rollout-impossible.ts';
import { rolloutInterrupts } from './rollout-interrupts.ts';
import { serviceAccountTokenMounted } from './service-account-token-mounted.ts';

/** Requests, limits, replicas, probes, budgets, and what pods may do. */
export const resources: readonly Rule[] = [
  resourcesPromised,
  requestOverLimit,
  resourcesMissing,
  quotaExceeded,
  replicasPromised,
  autoscalerTargetMissing,
  autoscalerWithoutRequests,
  disruptionBudgetSelectsNothing,
  disruptionBudgetBlocks,
  rolloutImpossible,
  rolloutInterrupts,
  probeMissing,
  probePortMissing,
  initContainerProbes,
  containerPrivileged,
  serviceAccountTokenMounted,
  rbacWildcard,
];
