export { applyFault } from './apply.ts';
export { faultDocs } from './docs.ts';
export { type FrozenReplica, freezeReplica } from './freeze-replica.ts';
export { crashReplica, deleteReplica, fullStrength, type KilledReplica } from './kill-replica.ts';
export { pauseStandIn } from './pause-stand-in.ts';
export { changesTheSet, type Fault, nameOfFault, parseFault } from './registry.ts';
export { restartWorkloads, rolledOut } from './restart-workloads.ts';
export type { FaultTarget } from './target.ts';
