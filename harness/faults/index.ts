export { fullStrength, type KilledReplica, killReplica } from './kill-replica.ts';
