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
import { ingressPathDuplicate } from './ingress-path-duplicate.ts';
import { ingressPathRegexInvalid } from './ingress-path-regex-invalid.ts';
import { ingressPathRegexNotEnabled } from './ingress-path-regex-not-enabled.ts';
import { ingressPathRegexPathType } from './ingress-path-regex-path-type.ts';
import { ingressRegexConflict } from './ingress-regex-conflict.ts';
import { ingressRuleShadowed } from './ingress-rule-shadowed.ts';
import { ingressRulesOverlap } from './ingress-rules-overlap.ts';
import { ingressTimeout } from './ingress-timeout.ts';
import { innerApiExposed } from './inner-api-exposed.ts';
import { publicPathMisrouted } from './public-path-misrouted.ts';
import { publicUrlMisrouted } from './public-url-misrouted.ts';
import { publicUrlSchemeMismatch } from './public-url-scheme-mismatch.ts';
import { rewriteTargetWrong } from './rewrite-target-wrong.ts';
import { routeMisrouted } from './route-misrouted.ts';
import { tlsHostNotCovered } from './tls-host-not-covered.ts';
import { tlsSecretWrong } from './tls-secret-wrong.ts';

/** Ingresses: backends, hosts, paths, routing, annotations and TLS. */
export const ingress: readonly Rule[] = [
  backendMissing,
  backendPortMissing,
  ingressClassNotServed,
  hostWithoutIngress,
  hostUnexpected,
  ingressPathRegexInvalid,
  ingressPathRegexNotEnabled,
  ingressPathRegexPathType,
  ingressPathDuplicate,
  ingressRuleShadowed,
  ingressRulesOverlap,
  ingressRegexConflict,
  routeMisrouted,
  publicUrlMisrouted,
  publicPathMisrouted,
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
  tlsHostNotCovered,
  publicUrlSchemeMismatch,
];
