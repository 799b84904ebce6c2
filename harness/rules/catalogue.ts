import { dify } from './dify/index.ts';
import { environment } from './environment/index.ts';
import { exceptions } from './exceptions/index.ts';
import { images } from './images/index.ts';
import { ingress } from './ingress/index.ts';
import { network } from './network/index.ts';
import { objects } from './objects/index.ts';
import { references } from './references/index.ts';
import { resources } from './resources/index.ts';
import type { Rule } from './rule.ts';
import { secrets } from './secrets/index.ts';

/** All rules, in the order in which docs and report show them. */
export const RULES: readonly Rule[] = [
  ...objects,
  ...references,
  ...network,
  ...ingress,
  ...environment,
  ...secrets,
  ...resources,
  ...images,
  ...dify,
  ...exceptions,
];
