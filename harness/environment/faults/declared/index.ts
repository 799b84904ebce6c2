export { applyFault } from './apply.ts';
export type { FaultTarget } from './target.ts';
