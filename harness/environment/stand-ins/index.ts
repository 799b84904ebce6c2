export { StandInHost, type StandInHostOptions } from './host.ts';
export { standInContainer } from './names.ts';
export { OUTSIDE_PORTS } from './ports.ts';
export { type CreateOptions, createStandIns, standInImages } from './registry.ts';
export { startStandIns } from './start.ts';
export type { StandIn, StandInImage, StartedStandIn } from './types.ts';
