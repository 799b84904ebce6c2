export { StandInHost, type StandInHostOptions } from './host.ts';
export { milvus } from './milvus.ts';
export { outside } from './outside.ts';
export { OUTSIDE_PORTS } from './ports.ts';
export { postgres } from './postgres.ts';
export { redis } from './redis.ts';
export { s3 } from './s3.ts';
export { startStandIns } from './start.ts';
export type { StandIn, StandInImage, StartedStandIn } from './types.ts';
