import type { Rule } from './rule.ts';
import { addresses } from './rules/addresses/index.ts';
import { capacity } from './rules/capacity/index.ts';
import { dify } from './rules/dify/index.ts';
import { edge } from './rules/edge/index.ts';
import { environment } from './rules/environment/index.ts';
import { exceptions } from './rules/exceptions/index.ts';
import { images } from './rules/images/index.ts';
import { ingress } from './rules/ingress/index.ts';
import { network } from './rules/network/index.ts';
import { objects } from './rules/objects/index.ts';
import { programs } from './rules/programs/index.ts';
import { references } from './rules/references/index.ts';
import { resources } from './rules/resources/index.ts';
import { secrets } from './rules/secrets/index.ts';
import { storage } from './rules/storage/index.ts';
import { upgrade } from './rules/upgrade/index.ts';

/** All rules, in the order in which docs and report show them. */
export const RULES: readonly Rule[] = [
  ...objects,
  ...references,
  ...network,
  ...ingress,
  ...edge,
  ...environment,
  ...addresses,
  ...storage,
  ...secrets,
  ...resources,
  ...capacity,
  ...images,
  ...programs,
  ...dify,
  ...upgrade,
  ...exceptions,
];
