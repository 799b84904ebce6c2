import type { Rule } from '../rule.ts';
import { backendMissing } from './backend-missing.ts';
import { backendPortMissing } from './backend-port-missing.ts';
import { ingressRuleShadowed } from './ingress-rule-shadowed.ts';
import { ingressRulesOverlap } from './ingress-rules-overlap.ts';

/** Rules about ingress. */
export const ingress: readonly Rule[] = [backendMissing, backendPortMissing, ingressRuleShadowed, ingressRulesOverlap];
