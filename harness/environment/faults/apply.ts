import { type Fault, kindOf } from './registry.ts';
import { type FaultTarget, filled } from './target.ts';

/**
 * Injects a fault and waits until it is in effect. Disposing of the result reverts it and waits until the original state is restored.
 * @throws HarnessError of the kind of fault; what was done up to then is taken back.
 */
export async function applyFault(target: FaultTarget, declared: Fault): Promise<AsyncDisposable> {
  const fault = await filled(target, declared);
  return kindOf(fault).apply(target, fault);
}
