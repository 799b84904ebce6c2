import type { DeclaredFault } from '../../core/model/fault.ts';
import type { FaultKind } from './kind.ts';
import { controllerArgument } from './kinds/controller-argument.ts';
import { controllerMiddleware } from './kinds/controller-middleware.ts';
import { environment } from './kinds/environment.ts';
import { file } from './kinds/file.ts';
import { imageTag } from './kinds/image-tag.ts';
import { movedTag } from './kinds/moved-tag.ts';
import { nodesCordoned } from './kinds/nodes-cordoned.ts';
import { patch } from './kinds/patch.ts';
import { pvcUnserved } from './kinds/pvc-unserved.ts';
import { route } from './kinds/route.ts';
import { sql } from './kinds/sql.ts';
import { standInFull } from './kinds/stand-in-full.ts';
import { standInPaused } from './kinds/stand-in-paused.ts';
import { switchKind } from './kinds/switch.ts';

/** Every kind of fault; union type, names, docs and the self-test are derived from this list. */
export const FAULT_KINDS = [
  switchKind,
  environment,
  patch,
  file,
  imageTag,
  movedTag,
  route,
  controllerArgument,
  controllerMiddleware,
  pvcUnserved,
  sql,
  standInPaused,
  standInFull,
  nodesCordoned,
] as const;

/**
 * Something broken on purpose in a running environment, and repaired again: pure data, declared with the check that it makes fail.
 * Texts may contain `${service:part}`, `${address:part}` (name and cluster IP of a part's Service) and `${external:redis}`
 * (host:port of an external server).
 */
export type Fault = (typeof FAULT_KINDS)[number]['example'];

const BY_NAME = new Map<string, FaultKind<Fault>>(FAULT_KINDS.map((kind) => [kind.kind, kind]));

/** @throws RangeError for a kind that is not in the registry. */
export function kindOf({ kind }: DeclaredFault): FaultKind<Fault> {
  const found = BY_NAME.get(kind);
  if (found) return found;
  throw new RangeError(`unknown kind of fault: ${kind}; known kinds: ${[...BY_NAME.keys()].join(', ')}`);
}

/** @returns a fault from a saved catalogue. @throws if its kind is unknown, or a field is missing. */
export const parseFault = (declared: DeclaredFault): Fault => kindOf(declared).parse(declared);

/** @returns the fault in a few words, the same for the same fault: `switch any-key of sandbox`. */
export const nameOfFault = (fault: Fault): string => kindOf(fault).describe(fault);

/** @returns whether the fault changes an object of the manifest set. */
export const changesTheSet = (fault: Fault): boolean => kindOf(fault).changesTheSet;
