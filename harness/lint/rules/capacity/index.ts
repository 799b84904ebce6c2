import type { Rule } from '../../rule.ts';
import { databaseConnections } from './database-connections.ts';

/** Sums over all replicas that a server has to carry. */
export const capacity: readonly Rule[] = [databaseConnections];
