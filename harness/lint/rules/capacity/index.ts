import type { Rule } from '../../rule.ts';
import { databaseConnections } from './database-connections.ts';
import { nodesTooSmall } from './nodes-too-small.ts';
import { redisClients } from './redis-clients.ts';
import { rolloutExceedsQuota } from './rollout-exceeds-quota.ts';
import { streamsExceedConnections } from './streams-exceed-connections.ts';

/** Sums over all replicas that a server or a node has to carry. */
export const capacity: readonly Rule[] = [
  databaseConnections,
  redisClients,
  streamsExceedConnections,
  rolloutExceedsQuota,
  nodesTooSmall,
];
