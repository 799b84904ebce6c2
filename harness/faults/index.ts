export { crashReplica, deleteReplica, fullStrength, type KilledReplica } from './kill-replica.ts';
