import type { Rule } from '../../rule.ts';
import { hostPort } from './host-port.ts';
import { networkPolicyBlocksDns } from './network-policy-blocks-dns.ts';
import { networkPolicySelectsNothing } from './network-policy-selects-nothing.ts';
import { networkPolicyShutsOut } from './network-policy-shuts-out.ts';
import { partMissing } from './part-missing.ts';
import { partServiceMissing } from './part-service-missing.ts';
import { portNameDuplicate } from './port-name-duplicate.ts';
import { portNameInvalid } from './port-name-invalid.ts';
import { selectorMismatch } from './selector-mismatch.ts';
import { serviceDuplicate } from './service-duplicate.ts';
import { serviceExposed } from './service-exposed.ts';
import { servicePortCompose } from './service-port-compose.ts';
import { servicePortDiffers } from './service-port-differs.ts';
import { serviceSelectsNothing } from './service-selects-nothing.ts';
import { serviceSelectsSeveral } from './service-selects-several.ts';
import { serviceWithoutSelector } from './service-without-selector.ts';
import { targetPortMissing } from './target-port-missing.ts';
import { workloadSelectorsOverlap } from './workload-selectors-overlap.ts';

/** The parts, their Services and ports, and what selectors mean. */
export const network: readonly Rule[] = [
  partMissing,
  partServiceMissing,
  selectorMismatch,
  workloadSelectorsOverlap,
  serviceSelectsNothing,
  serviceWithoutSelector,
  serviceSelectsSeveral,
  servicePortDiffers,
  servicePortCompose,
  targetPortMissing,
  portNameDuplicate,
  portNameInvalid,
  hostPort,
  networkPolicySelectsNothing,
  networkPolicyBlocksDns,
  networkPolicyShutsOut,
  serviceExposed,
  serviceDuplicate,
];
