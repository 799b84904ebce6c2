import type { Fault } from '../../../core/model/fault.ts';
import { addClaim } from './claim.ts';
import { changeController } from './controller.ts';
import { moveTag } from './moved-tag.ts';
import { cordonNodes } from './nodes.ts';
import { changeEnvironment, changeFile, changeTag, patchLive } from './patch.ts';
import { addRoute } from './route.ts';
import { runSql } from './sql.ts';
import { breakStandIn } from './stand-in.ts';
import { turnOn } from './switch.ts';
import { type FaultTarget, filled } from './target.ts';

/**
 * Makes a fault and waits until it is in force. Disposing of the result mends it and waits until all is as it was.
 * @throws HarnessError of the kind of fault; what was done up to then is taken back.
 */
export async function applyFault(target: FaultTarget, declared: Fault): Promise<AsyncDisposable> {
  const fault = await filled(target, declared);
  if ('switch' in fault) return turnOn(target, fault);
  if ('environment' in fault) return changeEnvironment(target, fault);
  if ('patch' in fault) return patchLive(target, fault);
  if ('file' in fault) return changeFile(target, fault);
  if ('tag' in fault) return changeTag(target, fault);
  if ('movedTag' in fault) return moveTag(target, fault);
  if ('route' in fault) return addRoute(target, fault);
  if ('controller' in fault) return changeController(target, fault);
  if ('claim' in fault) return addClaim(target);
  if ('sql' in fault) return runSql(target, fault);
  if ('nodes' in fault) return cordonNodes(target);
  return breakStandIn(target, fault);
}
