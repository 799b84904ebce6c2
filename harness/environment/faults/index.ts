export { type FrozenReplica, freezeReplica } from './freeze-replica.ts';
export { crashReplica, deleteReplica, fullStrength, type KilledReplica } from './kill-replica.ts';
export { pauseStandIn } from './pause-stand-in.ts';
export { restartDeployments, rolledOut } from './restart-deployments.ts';
