import type { Rule } from '../../rule.ts';
import { annotationIgnored } from './annotation-ignored.ts';
import { annotationUnknown } from './annotation-unknown.ts';
import { backendMissing } from './backend-missing.ts';
import { backendPortMissing } from './backend-port-missing.ts';
import { diagnosticsExposed } from './diagnostics-exposed.ts';
import { hostUnexpected } from './host-unexpected.ts';
import { hostWithoutIngress } from './host-without-ingress.ts';
import { ingressBodySize } from './ingress-body-size.ts';
import { ingressBuffering } from './ingress-buffering.ts';
import { ingressClassNotServed } from './ingress-class-not-served.ts';
import { ingressCors } from './ingress-cors.ts';
import { ingressHostShared } from './ingress-host-shared.ts';
import { ingressPathTwice } from './ingress-path-twice.ts';
import { ingressRuleShadowed } from './ingress-rule-shadowed.ts';
import { ingressRulesOverlap } from './ingress-rules-overlap.ts';
import { ingressTimeout } from './ingress-timeout.ts';
import { innerApiExposed } from './inner-api-exposed.ts';
import { pathPatternInvalid } from './path-pattern-invalid.ts';
import { pathPatternType } from './path-pattern-type.ts';
import { pathPatternUnmarked } from './path-pattern-unmarked.ts';
import { publicUrlAstray } from './public-url-astray.ts';
import { rewriteTargetWrong } from './rewrite-target-wrong.ts';
import { routeAstray } from './route-astray.ts';
import { surfaceWrongPart } from './surface-wrong-part.ts';
import { tlsHostUncovered } from './tls-host-uncovered.ts';
import { tlsSecretWrong } from './tls-secret-wrong.ts';
import { tlsUrlDisagrees } from './tls-url-disagrees.ts';

/** Rules about ingress. */
export const ingress: readonly Rule[] = [
  backendMissing,
  backendPortMissing,
  ingressClassNotServed,
  hostWithoutIngress,
  hostUnexpected,
  pathPatternInvalid,
  pathPatternUnmarked,
  pathPatternType,
  ingressPathTwice,
  ingressRuleShadowed,
  ingressRulesOverlap,
  ingressHostShared,
  routeAstray,
  publicUrlAstray,
  surfaceWrongPart,
  innerApiExposed,
  diagnosticsExposed,
  annotationUnknown,
  annotationIgnored,
  rewriteTargetWrong,
  ingressBodySize,
  ingressTimeout,
  ingressBuffering,
  ingressCors,
  tlsSecretWrong,
  tlsHostUncovered,
  tlsUrlDisagrees,
];
