import type { Rule } from '../../rule.ts';
import { hostPort } from './host-port.ts';
import { networkPolicyBlocksDns } from './network-policy-blocks-dns.ts';
import { networkPolicyBlocksIngress } from './network-policy-blocks-ingress.ts';
import { networkPolicySelectsNoPods } from './network-policy-selects-no-pods.ts';
import { partMissing } from './part-missing.ts';
import { partServiceMissing } from './part-service-missing.ts';
import { portNameDuplicate } from './port-name-duplicate.ts';
import { portNameInvalid } from './port-name-invalid.ts';
import { selectorMismatch } from './selector-mismatch.ts';
import { serviceDuplicate } from './service-duplicate.ts';
import { serviceExposed } from './service-exposed.ts';
import { servicePortDiffersFromCompose } from './service-port-differs-from-compose.ts';
import { servicePortUnexpected } from './service-port-unexpected.ts';
import { serviceSelectsMultipleWorkloads } from './service-selects-multiple-workloads.ts';
import { serviceSelectsNoPods } from './service-selects-no-pods.ts';
import { serviceWithoutSelector } from './service-without-selector.ts';
import { targetPortMissing } from './target-port-missing.ts';
import { workloadSelectorsOverlap } from './workload-selectors-overlap.ts';

/** Parts, Services, ports, selectors and NetworkPolicies. */
export const network: readonly Rule[] = [
  partMissing,
  partServiceMissing,
  selectorMismatch,
  workloadSelectorsOverlap,
  serviceSelectsNoPods,
  serviceWithoutSelector,
  serviceSelectsMultipleWorkloads,
  servicePortUnexpected,
  servicePortDiffersFromCompose,
  targetPortMissing,
  portNameDuplicate,
  portNameInvalid,
  hostPort,
  networkPolicySelectsNoPods,
  networkPolicyBlocksDns,
  networkPolicyBlocksIngress,
  serviceExposed,
  serviceDuplicate,
];
